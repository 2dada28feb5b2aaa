/** Descriptors in several files, one of which is lost, as a server may have them. */
import { create } from "@bufbuild/protobuf";
import {
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";

const label = 1;
const field = (name: string, number: number, type: Type, typeName = "") => ({ name, number, type, typeName, label });

/** Returns new ones each time, because what reads them may change them. */
export function shopFiles(): FileDescriptorProto[] {
  return [
    create(FileDescriptorProtoSchema, {
      name: "shop/v1/shop.proto",
      package: "shop.v1",
      syntax: "proto3",
      dependency: ["shop/v1/hat.proto", "google/protobuf/timestamp.proto", "shop/v1/lost.proto"],
      messageType: [
        { name: "FindHatRequest", field: [field("hat_name", 1, Type.STRING)] },
        {
          name: "FindHatResponse",
          field: [
            field("hat", 1, Type.MESSAGE, ".shop.v1.Hat"),
            field("found_at", 2, Type.MESSAGE, ".google.protobuf.Timestamp"),
            field("review", 3, Type.MESSAGE, ".shop.v1.Review"),
          ],
        },
      ],
      service: [
        {
          name: "ShopService",
          method: [
            { name: "FindHat", inputType: ".shop.v1.FindHatRequest", outputType: ".shop.v1.FindHatResponse" },
            { name: "ReadReview", inputType: ".shop.v1.FindHatRequest", outputType: ".shop.v1.Review" },
          ],
        },
      ],
    }),
    create(FileDescriptorProtoSchema, {
      name: "shop/v1/hat.proto",
      package: "shop.v1",
      syntax: "proto3",
      dependency: ["shop/v1/color.proto"],
      messageType: [
        {
          name: "Hat",
          field: [field("hat_name", 1, Type.STRING), field("color", 2, Type.ENUM, ".shop.v1.Color")],
        },
      ],
    }),
    create(FileDescriptorProtoSchema, {
      name: "shop/v1/color.proto",
      package: "shop.v1",
      syntax: "proto3",
      enumType: [
        {
          name: "Color",
          value: [
            { name: "COLOR_UNSPECIFIED", number: 0 },
            { name: "COLOR_RED", number: 1 },
          ],
        },
      ],
    }),
  ];
}

/** The file that the shop imports and reflection does not find. */
export function lostFile(): FileDescriptorProto {
  return create(FileDescriptorProtoSchema, {
    name: "shop/v1/lost.proto",
    package: "shop.v1",
    syntax: "proto3",
    messageType: [{ name: "Review", field: [field("text", 1, Type.STRING)] }],
  });
}
