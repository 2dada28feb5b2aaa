/** Schemas from descriptor sets, as buf and protoc write them. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { DescEnum, DescMessage } from "@bufbuild/protobuf";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { commentOf } from "../../playground/model/comment-of.ts";
import { openSchemaFile } from "../../playground/model/open-schema-file.ts";
import { methodOrFirst, type Schema, schemaOfRecord } from "../../playground/model/schema.ts";
import { buildHats } from "./hats.ts";

function fileOf(name: string, content: string | Uint8Array): File {
  return new File([content as BlobPart], name);
}

let bytes: Uint8Array;
let schema: Schema;

beforeAll(async () => {
  bytes = readFileSync(buildHats("hats.binpb"));
  schema = schemaOfRecord(await openSchemaFile(fileOf("hats.binpb", bytes)));
});

describe("a descriptor set", () => {
  test("becomes services, in the order of their files", () => {
    expect(schema.name).toBe("hats.binpb");
    expect(schema.services.map(({ typeName, methods }) => [typeName, methods.map(({ id }) => id)])).toEqual([
      ["acme.hats.v1.HatService", ["FindHat", "WatchHats", "MakeHat"].map((name) => `acme.hats.v1.HatService/${name}`)],
      ["acme.hats.v1.WoolService", ["acme.hats.v1.WoolService/Spin"]],
    ]);
  });

  test("explains methods by their comments, and by their types where there are none", () => {
    const [find, , make] = schema.services[0]?.methods ?? [];
    expect(find?.hint).toBe("Finds a hat by its size.");
    expect(find?.comment).toBe("Finds a hat by its size.\n\nReturns the newest one if there are several.");
    expect(make?.hint).toBe("Takes acme.hats.v1.Hat, returns acme.hats.v1.Hat.");
    expect(schema.services[0]?.comment).toBe("Sells hats of every size.\n\nOpen all year.");
  });

  test("says which methods are deprecated, and which may be sent as GET", () => {
    const methods = schema.services[0]?.methods ?? [];
    expect(methods.map(({ isDeprecated }) => isDeprecated)).toEqual([false, false, true]);
    expect(methods.map(({ canUseGet }) => canUseGet)).toEqual([true, false, false]);
  });

  test("has the comments of messages, fields, enums and what is nested in them", () => {
    const hat = schema.registry.getMessage("acme.hats.v1.Hat") as DescMessage;
    const label = schema.registry.getMessage("acme.hats.v1.Hat.Label") as DescMessage;
    const color = schema.registry.getEnum("acme.hats.v1.Color") as DescEnum;
    expect(commentOf(hat)).toBe("Something to wear.");
    expect(hat.fields.map(commentOf)).toEqual(["In centimeters.", "of the wool", undefined, undefined]);
    expect(label.fields.map(commentOf)).toEqual(["What is printed on it."]);
    expect(color.values.map(commentOf)).toEqual([undefined, "As the sheep."]);
  });

  test("has no comments without source information", () => {
    const bare = schemaOfRecord({
      name: "bare",
      bytes: readFileSync(buildHats("bare.binpb", "--exclude-source-info")),
      readAtMs: 0,
    });
    expect(bare.services[0]?.methods[0]?.hint).toBe("Takes acme.hats.v1.FindHatRequest, returns acme.hats.v1.Hat.");
  });

  test("may be compressed", async () => {
    const record = await openSchemaFile(fileOf("hats.binpb.gz", gzipSync(bytes)));
    expect(schemaOfRecord(record).services).toHaveLength(2);
  });

  test("lists only some services if a server names them, and the first method if none is picked", () => {
    const some = schemaOfRecord({
      name: "some",
      bytes: bytes as never,
      readAtMs: 0,
      services: ["acme.hats.v1.WoolService"],
    });
    expect(methodOrFirst(some, "acme.hats.v1.HatService/FindHat")?.id).toBe("acme.hats.v1.WoolService/Spin");
    expect(methodOrFirst({ ...some, services: [] }, "")).toBeUndefined();
  });
});

describe("a file that is not a descriptor set", () => {
  const read = async (file: File) => schemaOfRecord(await openSchemaFile(file));

  test.each([
    ["a source file", fileOf("hats.proto", 'syntax = "proto3";'), /This is a source file.*buf build/],
    ["an empty file", fileOf("hats.binpb", ""), /The file is empty.*buf build/],
    [
      "a picture",
      fileOf("hat.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47])),
      /Not a binary descriptor set.*buf build/,
    ],
    ["broken gzip", fileOf("hats.binpb.gz", new Uint8Array([0x1f, 0x8b, 1, 2])), /damaged gzip.*buf build/],
  ])("is refused with what to do: %s", async (_, file, message) => {
    await expect(read(file)).rejects.toThrow(message);
  });

  test("is refused if imports are missing", async () => {
    const incomplete = readFileSync(buildHats("incomplete.binpb", "--exclude-imports"));
    await expect(read(fileOf("incomplete.binpb", incomplete))).rejects.toThrow(
      /incomplete.*google\/protobuf\/timestamp\.proto.*--include_imports/s,
    );
  });

  test("never causes anything but a sentence, wherever its bytes are damaged", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), async (at, value) => {
        const damaged = bytes.slice();
        damaged[at] = value;
        const outcome = await read(fileOf("damaged.binpb", damaged)).catch((error) => error);
        expect(outcome instanceof Error ? outcome.message : outcome.name).toMatch(/\w/);
      }),
    );
  });
});
