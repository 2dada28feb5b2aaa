import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { protoBinary } from "../../codec/proto-binary.ts";
import { gzip } from "../../compression/gzip.ts";
import { Code } from "../../core/code.ts";
import { isConnectError } from "../../core/connect-error.ts";
import { createClient } from "../client.ts";
import { connect } from "../connect.ts";
import { createConnectTransport } from "../connect-transport.ts";
import { createGrpcWebTransport } from "../grpc-web-transport.ts";
import { createSyncTransport } from "../sync/transport.ts";
import type { SyncTransportOptions } from "../sync/transport-options.ts";
import { createTransport } from "../transport.ts";
import type { CommonTransportOptions } from "../transport-options.ts";

type Create = (options: CommonTransportOptions) => unknown;

const asynchronous: [string, Create][] = [
  ["createConnectTransport", createConnectTransport],
  ["createGrpcWebTransport", createGrpcWebTransport],
  ["createTransport", (options) => createTransport({ codec: protoBinary(), ...options, protocol: connect() })],
];
const all: [string, Create][] = [
  ...asynchronous,
  [
    "createSyncTransport",
    (options) => createSyncTransport({ ...options, send: () => expect.unreachable() } as SyncTransportOptions),
  ],
];

/** As passed by JavaScript, without types. */
const from = (options: Record<string, unknown>) =>
  ({ baseUrl: "https://a.example", ...options }) as unknown as CommonTransportOptions;

const refusal = (words: string) =>
  expect.objectContaining({ code: Code.InvalidArgument, rawMessage: expect.stringContaining(words) });

describe.each(all)("%s", (_, create) => {
  it.each<[string, Record<string, unknown>]>([
    ["interceptors[1]", { interceptors: [{ onStart() {}, onStartSync() {} }, () => {}] }], // of connect-es
    ["interceptors[0]", { interceptors: [{}] }],
    ["interceptors[0]", { interceptors: [{ onstart() {} }] }],
    ["interceptors[0]", { interceptors: [undefined] }],
    ["interceptors", { interceptors: { onStart() {} } }],
    ["readMaxBytes", { readMaxBytes: -1 }],
    ["readMaxBytes", { readMaxBytes: "4mb" }],
    ["timeoutMs", { timeoutMs: "1s" }],
    ["compressMinBytes", { compressMinBytes: Number.NaN }],
    ["getMaxUrlBytes", { getMaxUrlBytes: "8k" }],
    ["acceptCompression", { acceptCompression: gzip() }],
    ["acceptCompression[0]", { acceptCompression: [gzip] }],
    ["acceptCompression[0]", { acceptCompression: ["gzip"] }],
    ["sendCompression", { sendCompression: "gzip" }],
    ["codec", { codec: protoBinary }],
    ["baseUrl", { baseUrl: undefined }],
    ["baseUrl", { baseUrl: "api.example.com" }],
  ])("rejects by name: %s in %j", (name, options) => {
    expect(() => create(from(options))).toThrow(refusal(name));
  });

  it("throws only its own errors, whatever the input", () => {
    const names = "baseUrl acceptCompression sendCompression codec interceptors fetch fetchOptions requestStreaming"
      .split(" ")
      .concat("readMaxBytes", "timeoutMs", "compressMinBytes", "getMaxUrlBytes", "useGet");
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.oneof(fc.anything(), fc.array(fc.anything())), (name, value) => {
        try {
          create(from({ [name]: value }));
        } catch (error) {
          expect(error).toSatisfy(isConnectError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("accepts what it documents, including null and undefined", () => {
    const options = { sendCompression: null, interceptors: undefined, acceptCompression: undefined, codec: undefined };
    expect(() => create(from({ ...options, compressMinBytes: 0, timeoutMs: 0, readMaxBytes: 0 }))).not.toThrow();
  });
});

describe.each(asynchronous)("%s", (_, create) => {
  it.each<[string, Record<string, unknown>]>([
    ["requestStreaming", { requestStreaming: true }],
    ["requestStreaming", { requestStreaming: "half" }],
    ["fetch", { fetch: {} }],
  ])("rejects by name: %s in %j", (name, options) => {
    expect(() => create(from(options))).toThrow(refusal(name));
  });
});

it("a client rejects interceptors that would never run, as its transport does", () => {
  const transport = createConnectTransport({ baseUrl: "https://a.example" });
  const interceptors = [() => {}] as unknown as [];
  expect(() => createClient(DemoService, transport, { interceptors })).toThrow(refusal("interceptors[0]"));
  expect(() => transport.intercept(interceptors)).toThrow(refusal("interceptors[0]"));
});
