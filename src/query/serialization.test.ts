import { create, createRegistry, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  AnySchema,
  DurationSchema,
  FieldOptionsSchema,
  file_google_protobuf_descriptor,
  StructSchema,
} from "@bufbuild/protobuf/wkt";
import { dehydrate, hydrate, QueryClient } from "@tanstack/query-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foreign } from "../../e2e/foreign-realm.ts";
import { SampleSchema, sample, sampleFields } from "../../e2e/message-sample.ts";
import {
  DemoService,
  FailLaterRequestSchema,
  FailRequestSchema,
  file_demo_v1_demo,
  SayRequestSchema,
  SayResponseSchema,
} from "../../playground/gen/demo/v1/demo_pb.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { rpcSerialization } from "./serialization.ts";

const { serialize, deserialize, serializeData, deserializeData } = rpcSerialization({
  registry: [DemoService, SampleSchema, FieldOptionsSchema],
});
const roundTrip = <T>(value: T): T => deserialize<T>(serialize(value));

describe("a mutation that waits for the network", () => {
  it("is restored with its 64-bit integers by serialize and deserialize of the whole state", () => {
    const client = new QueryClient({ defaultOptions: { dehydrate: { serializeData } } });
    const variables = { sample: sample({ page: 7n }), id: 2n ** 63n - 1n };
    client.getMutationCache().build(
      client,
      { mutationKey: ["add"] },
      {
        context: undefined,
        data: undefined,
        error: null,
        failureCount: 0,
        failureReason: null,
        isPaused: true,
        status: "pending",
        variables,
        submittedAt: 1,
      },
    );
    const state = dehydrate(client);
    expect(() => JSON.stringify(state)).toThrow(TypeError); // serializeData is only for the data of queries
    const restored = new QueryClient();
    hydrate(restored, deserialize(serialize(state)));
    expect(restored.getMutationCache().getAll()[0]?.state).toMatchObject({ isPaused: true, variables });
  });
});

describe("rpcSerialization", () => {
  it("restores every message unchanged", () => {
    fc.assert(
      fc.property(sampleFields, (fields) => {
        const message = sample(fields);
        const restored = roundTrip(message);
        expect(restored).toEqual(message);
        expect(toBinary(SampleSchema, restored)).toEqual(toBinary(SampleSchema, message));
      }),
    );
  });

  it("keeps unknown fields, proto2 presence, and an Any of unknown type", () => {
    const unknown = fromBinary(SayRequestSchema, Uint8Array.of(0x50, 7));
    expect(roundTrip(unknown)).toEqual(unknown);
    const options = roundTrip(create(FieldOptionsSchema, { lazy: false }));
    expect([Object.hasOwn(options, "lazy"), Object.hasOwn(options, "packed"), options.packed]).toEqual([
      true,
      false,
      false,
    ]);
    const packed = create(AnySchema, { typeUrl: "example.com/unheard.Of", value: Uint8Array.of(1) });
    expect(roundTrip(sample({ detail: packed }))).toEqual(sample({ detail: packed }));
  });

  it("restores what JSON cannot represent, at any depth", () => {
    const value = {
      pages: [create(SayResponseSchema, { sentence: "a" })],
      pageParams: [0n, -(2n ** 64n)],
      numbers: [Number.NaN, Infinity, -Infinity, -0, 0, 1.5],
      bytes: Uint8Array.of(0, 255),
      nothing: [undefined, null, { property: undefined }],
      dates: [new Date(0), new Date(Number.NaN)],
      map: new Map<unknown, unknown>([[1n, new Set([sample({ page: 1n })])]]),
    };
    const restored = roundTrip(value);
    expect(restored).toStrictEqual(value);
    expect(Object.keys(restored.nothing[2] ?? {})).toEqual(["property"]);
  });

  it("restores any plain value", () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true });
    fc.assert(
      fc.property(anything, (value) => {
        expect(roundTrip(value)).toStrictEqual(value);
      }),
    );
  });

  it("saves values from another realm like our own", () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true });
    const bytes = fc.uint8Array();
    fc.assert(
      fc.property(anything, bytes, sampleFields, (value, bytes, fields) => {
        expect(serialize(foreign([value, bytes]))).toBe(serialize([value, bytes]));
        expect(roundTrip(sample(foreign(fields)))).toEqual(sample(fields));
        expect(roundTrip(foreign(sample(fields)))).toEqual(sample(fields));
      }),
    );
    expect(roundTrip(foreign(new RangeError("no hat")))).toEqual(roundTrip(new RangeError("no hat")));
  });

  it("keeps a caller's object that looks like a saved value", () => {
    for (const value of [
      { "~farcall": "bigint", value: "1" },
      { "~farcall": 1n, other: { "~farcall": undefined } },
      JSON.parse('{ "__proto__": { "~farcall": 1 } }'),
      serializeData(1n),
    ]) {
      expect(roundTrip(value)).toStrictEqual(value);
    }
  });

  it("restores a ConnectError with everything the server sent", () => {
    const error = new ConnectError(Code.NotFound, "no such hat", {
      details: [{ type: "acme.Hat", value: Uint8Array.of(1, 2) }],
      metadata: [
        ["x-hat", "a"],
        ["x-hat", "b, c"],
      ],
    });
    error.metadata.appendRaw("x-note", "帽子"); // in a trailer, which HTTP need not carry as a header
    error.method = "acme.v1.HatService/GetHat";
    const restored = roundTrip({ error }).error;
    expect(restored).toBeInstanceOf(ConnectError);
    expect(restored).toMatchObject({ code: error.code, message: error.message, rawMessage: error.rawMessage });
    expect(restored.details).toEqual(error.details);
    expect(restored.metadata.getAll("x-hat")).toEqual(["a", "b, c"]);
    expect(restored.metadata.get("x-note")).toBe("帽子");
    expect(restored.method).toBe(error.method);
    expect(Object.hasOwn(roundTrip(new ConnectError(Code.Aborted)), "method")).toBe(
      Object.hasOwn(new ConnectError(Code.Aborted), "method"),
    );
  });

  it("restores the name and message of another error", () => {
    const restored = roundTrip(new TypeError("no hat"));
    expect(restored).toBeInstanceOf(Error);
    expect(String(restored)).toBe("TypeError: no hat");
  });

  it("omits functions and symbols, and saves other objects as JSON does", () => {
    class Hat {
      readonly inches = 10n;
      wear() {}
    }
    expect(roundTrip({ a: () => {}, b: Symbol(), c: [() => {}, 1], d: new Hat() })).toStrictEqual({
      c: [undefined, 1],
      d: { inches: 10n },
    });
    expect(roundTrip({ url: new URL("https://example.com/") })).toEqual({ url: "https://example.com/" });
    expect(roundTrip(() => {})).toBeUndefined();
  });

  it("saves an object twice that occurs twice, and rejects one that contains itself", () => {
    const shared = { a: 1 };
    expect(roundTrip([shared, shared])).toEqual([shared, shared]);
    const cycle: unknown[] = [];
    cycle.push({ map: new Map([[1, cycle]]) });
    expect(() => serialize(cycle)).toThrow(
      expect.objectContaining({ code: Code.InvalidArgument, rawMessage: expect.stringContaining("contains itself") }),
    );
  });

  it("fits the options of a QueryClient, and of a persisted cache", () => {
    const newClient = () =>
      new QueryClient({ defaultOptions: { dehydrate: { serializeData }, hydrate: { deserializeData } } });
    const data = { pages: [sample({ page: 5n })], pageParams: [1n] };
    const client = newClient();
    client.setQueryData(["sample", undefined], data);
    const rendered = newClient();
    hydrate(rendered, JSON.parse(JSON.stringify(dehydrate(client))));
    expect(rendered.getQueryData(["sample", undefined])).toEqual(data);
    const persisted = newClient();
    hydrate(persisted, deserialize(serialize(dehydrate(client))));
    expect(persisted.getQueryData(["sample", undefined])).toEqual(data);
  });
});

describe("the registry", () => {
  const knows = (registry: Parameters<typeof rpcSerialization>[0]["registry"]) => {
    const { serializeData } = rpcSerialization({ registry });
    return [SayRequestSchema, SayResponseSchema, FailLaterRequestSchema, FailRequestSchema, StructSchema].map(
      (type) => {
        try {
          serializeData(create(type));
          return true;
        } catch {
          return false;
        }
      },
    );
  };

  it("follows a service to what its methods take and return, and a message to its fields", () => {
    expect(knows([DemoService])).toEqual([true, true, true, true, false]);
    expect(knows([FailLaterRequestSchema])).toEqual([false, false, true, true, false]);
    expect(knows([SampleSchema])).toEqual([false, false, false, false, true]);
  });

  it("may be a file or a registry", () => {
    expect(knows([file_demo_v1_demo, file_google_protobuf_descriptor])).toEqual([true, true, true, true, false]);
    expect(knows(createRegistry(DemoService, StructSchema))).toEqual([true, true, true, true, true]);
  });

  it("is named in the error if it lacks a type, when saving and when restoring", () => {
    const missing = expect.objectContaining({
      code: Code.FailedPrecondition,
      rawMessage:
        "the message type google.protobuf.Duration is unknown: add it to the registry given to rpcSerialization: " +
        "createRegistry(...)",
    });
    expect(() => serializeData({ deep: [create(DurationSchema)] })).toThrow(missing);
    const saved = rpcSerialization({ registry: [DurationSchema] }).serialize([new Map([[1, create(DurationSchema)]])]);
    expect(() => deserialize(saved)).toThrow(missing);
  });
});

describe("saving or restoring fails for", () => {
  it("a message that cannot be encoded", () => {
    expect(() => serializeData(create(FailRequestSchema, { code: -1 }))).toThrow(
      expect.objectContaining({
        code: Code.InvalidArgument,
        rawMessage: expect.stringContaining("cannot serialize demo.v1.FailRequest: "),
      }),
    );
  });

  const message = (fields: object) => ({ "~farcall": "message", type: "demo.v1.SayRequest", value: "", ...fields });
  const failure = (fields: object) => ({
    "~farcall": "connectError",
    code: "aborted",
    message: "",
    details: [],
    metadata: [],
    ...fields,
  });

  it.each([
    [{ "~farcall": "hat" }, 'unknown kind "hat"'],
    [{ "~farcall": "toString" }, 'unknown kind "toString"'],
    [{ "~farcall": null }, 'unknown kind "null"'],
    [message({ value: "%" }), "malformed message"],
    [message({ value: "Cg" }), "malformed message"],
    [message({ value: 5 }), "malformed message: value is not a string"],
    [message({ type: undefined }), "malformed message: type is not a string"],
    [{ "~farcall": "bigint", value: "1.5" }, "malformed bigint"],
    [{ "~farcall": "number", value: "hat" }, 'malformed number: "hat" is not a number'],
    [{ "~farcall": "bytes" }, "malformed bytes: value is not a string"],
    [{ "~farcall": "date", value: "hat" }, "malformed date"],
    [{ "~farcall": "map", value: [1] }, "malformed map"],
    [{ "~farcall": "map" }, "malformed map: value is not an array"],
    [{ "~farcall": "set", value: {} }, "malformed set: value is not an array"],
    [{ "~farcall": "object", value: [1] }, "malformed object"],
    [{ "~farcall": "error", message: "" }, "malformed error: name is not a string"],
    [failure({ code: "hat" }), 'malformed connectError: "hat" is not a code'],
    [failure({ details: [null] }), "malformed connectError"],
    [failure({ metadata: [["a b", ""]] }), "malformed connectError"],
    [failure({ method: 1 }), "malformed connectError: method is not a string"],
    [{ "~farcall": "set", value: [{ "~farcall": "bigint", value: "x" }] }, "malformed bigint"],
  ])("data like %j", (saved, reason) => {
    const lost = expect.objectContaining({ code: Code.DataLoss, rawMessage: expect.stringContaining(reason) });
    expect(() => deserializeData({ deep: [saved] })).toThrow(lost);
  });

  it("a string that is not JSON", () => {
    expect(() => deserialize("{")).toThrow(
      expect.objectContaining({ code: Code.DataLoss, rawMessage: expect.stringContaining("not JSON") }),
    );
  });
});
