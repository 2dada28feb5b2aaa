/** A method whose request has what the demo service lacks: oneofs, enums, well-known types, an Any, groups, comments. */
import { create, createFileRegistry, createRegistry, type DescFile, toBinary } from "@bufbuild/protobuf";
import {
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import { type CatalogMethod, catalogOf } from "../../playground/model/catalog.ts";
import { type FieldExtras, field, wellKnownFiles } from "../field-proto.ts";

const message = (number: number, name: string, typeName: string, extras: FieldExtras = {}) =>
  field(number, name, Type.MESSAGE, { typeName, ...extras });

const mapEntry = (name: string, key: Type, value: ReturnType<typeof field>) => ({
  name,
  options: { mapEntry: true },
  field: [field(1, "key", key), value],
});

const old = create(FileDescriptorProtoSchema, {
  name: "shop/old.proto",
  package: "shop.old",
  syntax: "proto2",
  messageType: [
    {
      name: "Label",
      nestedType: [{ name: "Print", field: [field(1, "text", Type.STRING), field(2, "copies", Type.INT32)] }],
      field: [
        field(1, "title", Type.STRING, { isRequired: true }),
        field(2, "width", Type.INT32, { defaultValue: "80" }),
        field(3, "print", Type.GROUP, { typeName: "shop.old.Label.Print" }),
      ],
    },
  ],
});

const shop = create(FileDescriptorProtoSchema, {
  name: "shop/shop.proto",
  package: "shop",
  syntax: "proto3",
  dependency: [old.name, ...wellKnownFiles.map(({ proto }) => proto.name)],
  enumType: [
    {
      name: "Color",
      value: [
        { name: "COLOR_NONE", number: 0 },
        { name: "COLOR_RED", number: 1 },
        { name: "COLOR_MAUVE", number: 2, options: { deprecated: true } },
      ],
    },
  ],
  messageType: [
    {
      name: "Order",
      oneofDecl: [{ name: "payment" }, { name: "_gift" }, { name: "_note" }],
      nestedType: [
        mapEntry("StockEntry", Type.STRING, field(2, "value", Type.INT32)),
        mapEntry("FlagsEntry", Type.BOOL, field(2, "value", Type.ENUM, { typeName: "shop.Color" })),
        mapEntry("PartsEntry", Type.INT64, message(2, "value", "shop.Order")),
      ],
      field: [
        field(1, "order_id", Type.INT64),
        field(2, "customer", Type.STRING),
        field(3, "count", Type.UINT32),
        field(4, "weight", Type.DOUBLE),
        field(5, "color", Type.ENUM, { typeName: "shop.Color" }),
        field(6, "gift", Type.BOOL, { oneofIndex: 1, isOptional: true }),
        field(7, "note", Type.STRING, { oneofIndex: 2, isOptional: true }),
        field(8, "seal", Type.BYTES),
        field(9, "tags", Type.STRING, { isRepeated: true }),
        field(10, "colors", Type.ENUM, { typeName: "shop.Color", isRepeated: true }),
        message(11, "stock", "shop.Order.StockEntry", { isRepeated: true }),
        message(12, "flags", "shop.Order.FlagsEntry", { isRepeated: true }),
        message(13, "parts", "shop.Order.PartsEntry", { isRepeated: true }),
        field(14, "card", Type.STRING, { oneofIndex: 0 }),
        message(15, "invoice", "shop.Order", { oneofIndex: 0 }),
        message(16, "credit", "google.protobuf.Int64Value", { oneofIndex: 0 }),
        message(17, "placed_at", "google.protobuf.Timestamp"),
        message(18, "lead_time", "google.protobuf.Duration"),
        message(19, "mask", "google.protobuf.FieldMask"),
        message(20, "extra", "google.protobuf.Struct"),
        message(21, "anything", "google.protobuf.Value"),
        message(22, "row", "google.protobuf.ListValue"),
        message(23, "detail", "google.protobuf.Any"),
        message(24, "details", "google.protobuf.Any", { isRepeated: true }),
        message(25, "discount", "google.protobuf.DoubleValue"),
        message(26, "nothing", "google.protobuf.Empty"),
        message(27, "children", "shop.Order", { isRepeated: true }),
        message(28, "label", "shop.old.Label"),
        field(29, "old_code", Type.STRING, { isDeprecated: true }),
        field(30, "is_open", Type.BOOL),
        message(31, "times", "google.protobuf.Timestamp", { isRepeated: true }),
      ],
    },
  ],
  service: [
    {
      name: "Shop",
      method: [
        { name: "Buy", inputType: ".shop.Order", outputType: ".shop.Order" },
        { name: "BuyMany", inputType: ".shop.Order", outputType: ".shop.Order", clientStreaming: true },
        { name: "Pack", inputType: ".google.protobuf.Any", outputType: ".shop.Order" },
      ],
    },
  ],
  sourceCodeInfo: {
    location: [
      { path: [4, 0, 2, 1], span: [1, 1, 1], leadingComments: " Who buys.\n As on the invoice.\n" },
      { path: [5, 0, 2, 1], span: [1, 1, 1], leadingComments: " Like a tomato.\n" },
    ],
  },
});

const oldFile = fileOf(old, []);
const shopFile = fileOf(shop, [oldFile, ...wellKnownFiles]);

function fileOf(proto: typeof shop, dependencies: readonly DescFile[]): DescFile {
  const registry = createFileRegistry(proto, (name) => dependencies.find((file) => file.proto.name === name));
  const file = registry.getFile(proto.name);
  if (!file) {
    throw new Error(`${proto.name} was not registered`);
  }
  return file;
}

const registry = createRegistry(shopFile, oldFile, ...wellKnownFiles);
const [service] = shopFile.services;

/** The descriptor set of the shop, as a compiler would write it. */
export function shopDescriptors(): Buffer {
  const file = [...wellKnownFiles.map(({ proto }) => proto), old, shop];
  return Buffer.from(toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file })));
}

/** The method of this name of the service shop.Shop. */
export function shopMethod(name: "Buy" | "BuyMany" | "Pack"): CatalogMethod {
  const method = service && catalogOf(service, registry).methods.find(({ descriptor }) => descriptor.name === name);
  if (!method) {
    throw new Error(`shop.Shop has no method ${name}`);
  }
  return method;
}
