/** Examples from descriptors: of random schemas, and of those that people write. */
import {
  create,
  createFileRegistry,
  createRegistry,
  type DescMessage,
  type FileRegistry,
  fromJson,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import {
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  TimestampSchema,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../../compile/testing/random.ts";
import { randomFile } from "../../compile/testing/random-file.ts";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";
import { exampleOf } from "../../playground/model/example-of.ts";
import { fillJsonNames } from "../../playground/model/reflection/fill-json-names.ts";
import { wellKnownFiles } from "../field-proto.ts";

const wellKnown = wellKnownFiles.map(({ proto }) => proto);

const randomMessages = fc.nat().map((seed) => {
  const file = randomFile(createRandom(seed), "r");
  fillJsonNames(file.proto.messageType);
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [...wellKnown, file.proto] }));
  return { registry, messages: [...registry].filter((type) => type.kind === "message" && type.file.name === "r") };
});

/** False for types whose required fields contain each other. */
function canBeSent(desc: DescMessage, inside: readonly DescMessage[] = []): boolean {
  return (
    !inside.includes(desc) &&
    desc.fields.every(({ message, presence }) => presence !== 3 || !message || canBeSent(message, [...inside, desc]))
  );
}

test("an example of any type is accepted, has every field, and is the same each time", () => {
  fc.assert(
    fc.property(randomMessages, fc.nat(3), ({ registry, messages }, index) => {
      const canAllBeSent = (messages as DescMessage[]).every((desc) => canBeSent(desc));
      for (const desc of messages as DescMessage[]) {
        const example = exampleOf(desc, registry, index) as Record<string, unknown>;
        const message = fromJson(desc, example as never, { registry });
        for (const member of desc.members) {
          const fields = member.kind === "oneof" ? member.fields : [member];
          expect(fields.filter(({ jsonName }) => Object.hasOwn(example, jsonName))).toHaveLength(1);
        }
        expect(exampleOf(desc, registry, index)).toEqual(example);
        if (canAllBeSent) {
          toBinary(desc, message);
          expect(fromJson(desc, toJson(desc, message, { registry }), { registry })).toEqual(message);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("the first example of an enum says something, and of a oneof it has the first field", () => {
  fc.assert(
    fc.property(randomMessages, ({ registry, messages }) => {
      for (const desc of messages as DescMessage[]) {
        const example = exampleOf(desc, registry) as Record<string, unknown>;
        for (const field of desc.fields) {
          if (field.fieldKind === "enum" && Object.hasOwn(example, field.jsonName)) {
            const value = field.enum.values.find(({ name }) => name === example[field.jsonName]);
            expect(value?.number).not.toBe(0);
          }
        }
        for (const { fields } of desc.oneofs) {
          expect(fields.map(({ jsonName }) => Object.hasOwn(example, jsonName))).toEqual(fields.map((_, i) => i === 0));
        }
      }
    }),
  );
});

test("every request and response of the demo has an example", () => {
  const registry = createRegistry(DemoService.file, NotesService.file);
  for (const { input, output } of [...DemoService.methods, ...NotesService.methods]) {
    for (const desc of [input, output]) {
      const message = fromJson(desc, exampleOf(desc, registry), { registry });
      expect(toBinary(desc, message).length).toBeGreaterThan(desc.fields.length === 0 ? -1 : 0);
    }
  }
  expect(exampleOf(NotesService.method.listNotes.input, registry)).toMatchInlineSnapshot(`
    {
      "notebook": "notebook 1",
      "pageSize": 10,
      "pageToken": "",
    }
  `);
});

interface Shape {
  typeName?: string;
  isList?: boolean;
}

/** A message whose fields have the given names and types. */
function messageWith(fields: Record<string, Type | [Type, Shape]>): { desc: DescMessage; registry: FileRegistry } {
  const file = create(FileDescriptorProtoSchema, {
    name: "hat.proto",
    package: "hat.v1",
    syntax: "proto3",
    dependency: wellKnown.map(({ name }) => name),
    messageType: [
      {
        name: "Hat",
        field: Object.entries(fields).map(([name, spec], i) => {
          const [type, { typeName = "", isList }] = typeof spec === "number" ? [spec, {} as Shape] : spec;
          return { name, number: i + 1, type, typeName, label: isList ? 3 : 1 };
        }),
      },
      { name: "Sheep", field: [{ name: "wool_type", number: 1, type: Type.STRING, label: 1 }] },
    ],
  });
  fillJsonNames(file.messageType);
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [...wellKnown, file] }));
  return { desc: registry.getMessage("hat.v1.Hat") as DescMessage, registry };
}

test("values fit the names and types of their fields", () => {
  const { desc, registry } = messageWith({
    id: Type.STRING,
    owner_id: Type.STRING,
    email: Type.STRING,
    display_name: Type.STRING,
    website_url: Type.STRING,
    shelf_label: Type.STRING,
    page_token: Type.STRING,
    weird: Type.STRING,
    page_size: Type.INT32,
    price: Type.DOUBLE,
    stock_count: Type.INT64,
    is_warm: Type.BOOL,
    picture: Type.BYTES,
    tags: [Type.STRING, { isList: true }],
  });
  const example = exampleOf(desc, registry);
  fromJson(desc, example, { registry });
  expect(example).toMatchInlineSnapshot(`
    {
      "displayName": "Ada Lovelace",
      "email": "ada@example.com",
      "id": "item-1",
      "isWarm": true,
      "ownerId": "owner-1",
      "pageSize": 10,
      "pageToken": "",
      "picture": "cGljdHVyZSAx",
      "price": 19.99,
      "shelfLabel": "A warm hat",
      "stockCount": "3",
      "tags": [
        "wool",
        "winter",
      ],
      "websiteUrl": "https://example.com/hats/1",
      "weird": "weird 1",
    }
  `);
});

test("well-known types have their own form, and an Any and a FieldMask name what exists", () => {
  const wkt = (name: string, isList = false): [Type, Shape] => [
    Type.MESSAGE,
    { typeName: `.google.protobuf.${name}`, isList },
  ];
  const { desc, registry } = messageWith({
    sheep: [Type.MESSAGE, { typeName: ".hat.v1.Sheep" }],
    update_mask: wkt("FieldMask"),
    created_at: wkt("Timestamp"),
    expires_at: wkt("Timestamp"),
    wait: wkt("Duration"),
    detail: wkt("Any"),
    meta: wkt("Struct"),
    anything: wkt("Value"),
    list: wkt("ListValue"),
    nothing: wkt("Empty"),
    limit: wkt("Int64Value"),
    seal: wkt("BytesValue"),
    times: wkt("Timestamp", true),
    child: [Type.MESSAGE, { typeName: ".hat.v1.Hat" }],
  });
  const example = exampleOf(desc, registry);
  expect(toJson(desc, fromJson(desc, example, { registry }), { registry })).toEqual(example);
  expect(example).toMatchInlineSnapshot(`
    {
      "anything": {
        "count": 1,
        "material": "wool",
        "tags": [
          "warm",
          "red",
        ],
      },
      "child": {},
      "createdAt": "2026-01-15T09:30:00Z",
      "detail": {
        "@type": "type.googleapis.com/hat.v1.Sheep",
        "woolType": "wool type 1",
      },
      "expiresAt": "2026-01-16T09:30:00Z",
      "limit": "10",
      "list": [
        "wool",
        1,
        true,
      ],
      "meta": {
        "count": 1,
        "material": "wool",
        "tags": [
          "warm",
          "red",
        ],
      },
      "nothing": {},
      "seal": "c2VhbCAx",
      "sheep": {
        "woolType": "wool type 1",
      },
      "times": [
        "2026-01-15T09:30:00Z",
        "2026-01-15T09:31:00Z",
      ],
      "updateMask": "woolType",
      "wait": "1.500s",
    }
  `);
});

test("a type that is not an object in JSON has an example of its own", () => {
  expect(exampleOf(TimestampSchema)).toBe("2026-01-15T09:30:00Z");
});

test("a large type stays small, although its messages contain many others", () => {
  const names = Array.from({ length: 12 }, (_, i) => `M${i}`);
  const file = create(FileDescriptorProtoSchema, {
    name: "wide.proto",
    syntax: "proto3",
    messageType: names.map((name) => ({
      name,
      field: names.map((other, i) => ({
        name: `f${i}`,
        number: i + 1,
        type: Type.MESSAGE,
        typeName: `.${other}`,
        label: 1,
      })),
    })),
  });
  fillJsonNames(file.messageType);
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [file] }));
  const desc = registry.getMessage("M0") as DescMessage;
  expect(JSON.stringify(exampleOf(desc, registry)).length).toBeLessThan(10_000);
});
