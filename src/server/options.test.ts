/** Options in JavaScript may be anything: invalid ones are rejected by name when a handler is created. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { protoBinary } from "../codec/proto-binary.ts";
import { methodInfo } from "../codec/proto-method.ts";
import { gzip } from "../compression/gzip.ts";
import { Code } from "../core/code.ts";
import { isConnectError } from "../core/connect-error.ts";
import { Endpoint } from "./endpoint.ts";
import { createFetchHandler, type FetchHandlerOptions } from "./fetch-handler.ts";
import { service } from "./service.ts";
import { serviceSync } from "./sync/service.ts";
import { createSyncHandler, type SyncHandlerOptions } from "./sync/sync-handler.ts";
import { toFetchHandler } from "./sync/to-fetch-handler.ts";

const asynchronous = (options: object) =>
  createFetchHandler({ services: [service(DemoService, { say: () => ({}) })], ...options } as FetchHandlerOptions);
const synchronous = (options: object) =>
  createSyncHandler({ services: [serviceSync(DemoService, { say: () => ({}) })], ...options } as SyncHandlerOptions);

const refusal = (words: string) =>
  expect.objectContaining({ code: Code.InvalidArgument, rawMessage: expect.stringContaining(words) });

const say = methodInfo(DemoService.method.say);

describe.each([
  ["createFetchHandler", asynchronous],
  ["createSyncHandler", synchronous],
])("%s", (_, create) => {
  it.each<[object, string]>([
    [{ readMaxBytes: -1 }, "readMaxBytes is -1, expected a positive number"],
    [{ readMaxBytes: Number.NaN }, "readMaxBytes is NaN"],
    [{ readMaxBytes: "4mb" }, "readMaxBytes is a string, expected a positive number"],
    [{ maxTimeoutMs: -1 }, "maxTimeoutMs is -1, expected a positive number"],
    [{ maxTimeoutMs: "30s" }, "maxTimeoutMs is a string"],
    [{ compressMinBytes: "1k" }, "compressMinBytes is a string"],
    [{ compressMinBytes: Number.NaN }, "compressMinBytes is NaN"],
    [{ basePath: 5 }, 'basePath is a number, expected a string like "/api"'],
    [
      { basePath: "https://example.com/api" },
      'basePath is "https://example.com/api", expected the beginning of a URL path',
    ],
    [{ basePath: "/api?x" }, "expected the beginning of a URL path"],
    [{ basePath: "/a b" }, "expected the beginning of a URL path"],
    [{ basePath: "/a/../b" }, "expected the beginning of a URL path"],
    [{ onError: "console" }, "onError is a string, expected a function"],
    [{ codecs: "json" }, "codecs is a string, expected an array of protoBinary(), protoJson()"],
    [{ codecs: [protoBinary] }, "codecs[0] is a function, expected protoBinary()"],
    [{ compressions: null }, "compressions is null, expected an array"],
    [{ compressions: [gzip(), "br"] }, "compressions[1] is a string, expected gzip() or another compression"],
    [{ compressions: [gzip] }, "compressions[0] is a function"],
    [{ services: undefined }, "services is undefined, expected an array"],
    [{ services: [DemoService] }, "services[0] is an object, expected service"],
    [{ services: [undefined] }, "services[0] is undefined"],
    [{ services: service(DemoService, { say: () => ({}) }) }, "services[0] is an object"],
    [{ services: [[{ say: () => ({}) }]] }, "services[0][0] is an object, expected an endpoint"],
    [{ services: [[Endpoint.unary(say, undefined as never)]] }, "services[0][0] is an object, expected an endpoint"],
    [{ services: [[Endpoint.bidiStream(say, () => [] as never)]] }, "Say is served as bidiStream, but is unary"],
    [{ interceptors: [() => {}] }, "interceptors[0]: expected an object"],
    [{ interceptors: [{}] }, "interceptors[0]: expected an object"],
    [{ interceptors: [{ onstart() {} }] }, "interceptors[0]: expected an object"],
    [{ interceptors: [undefined] }, "interceptors[0]: expected an object"],
    [{ interceptors: () => {} }, "interceptors: expected an array"],
  ])("rejects %j by name", (options, words) => {
    expect(() => create(options)).toThrow(refusal(words));
  });

  it("throws only its own errors, whatever the input", () => {
    const names = [
      "readMaxBytes",
      "maxTimeoutMs",
      "compressMinBytes",
      "basePath",
      "onError",
      "codecs",
      "compressions",
      "services",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...names, "interceptors", "cors"),
        fc.oneof(fc.anything(), fc.array(fc.anything())),
        (name, value) => {
          try {
            create({ [name]: value });
          } catch (error) {
            expect(isConnectError(error), String(error)).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

it("asynchronous interceptors are rejected by synchronous handlers, and vice versa", () => {
  expect(() => synchronous({ interceptors: [{ onStart() {} }] })).toThrow(refusal("onStartSync, got object"));
  expect(() => asynchronous({ interceptors: [{ onStartSync() {} }] })).toThrow(refusal("onStart, got object"));
});

describe.each([
  ["service", service],
  ["serviceSync", serviceSync],
])("%s", (_, create) => {
  it.each<[unknown, unknown, string]>([
    [{}, {}, "the first argument of service() is an object, expected a generated service"],
    [undefined, {}, "the first argument of service() is undefined"],
    [DemoService, undefined, "the implementation of demo.v1.DemoService is undefined"],
    [DemoService, { say: 5 }, "say of demo.v1.DemoService is a number, expected a function"],
    [DemoService, { introduce: null }, "introduce of demo.v1.DemoService is null, expected a function"],
  ])("rejects invalid services, and methods that are not functions", (description, implementation, words) => {
    expect(() => create(description as typeof DemoService, implementation as object)).toThrow(refusal(words));
  });

  it("accepts other properties in an implementation", () => {
    class Greeter {
      readonly greeting = "Hello";
      readonly echo = undefined;
      say() {
        return { sentence: this.greeting };
      }
    }
    expect(create(DemoService, new Greeter())).toHaveLength(1);
  });
});

describe("cors", () => {
  it.each<[unknown, string]>([
    ["https://example.com", "cors is a string, expected true, or { origins }"],
    [{}, "cors.origins is undefined, expected an array"],
    [{ origins: "https://example.com" }, "cors.origins is a string, expected an array"],
    [{ origins: [/example/] }, "cors.origins[0] is an object, expected an origin"],
    [{ origins: ["example.com"] }, 'no browser sends the origin "example.com"'],
    [{ origins: [], credentials: "false" }, "cors.credentials is a string, expected true or false"],
    [{ origins: [], maxAgeSeconds: -1 }, "cors.maxAgeSeconds is -1, expected a positive number"],
    [{ origins: [], maxAgeSeconds: "1h" }, "cors.maxAgeSeconds is a string"],
  ])("of %j is rejected by name", (cors, words) => {
    expect(() => asynchronous({ cors })).toThrow(refusal(words));
    expect(() => toFetchHandler(synchronous({}), { cors: cors as boolean })).toThrow(refusal(words));
  });
});

describe("handlers", () => {
  it("reject negative grace periods and body sizes", () => {
    expect(() => asynchronous({}).close({ graceMs: -1 })).toThrow(refusal("graceMs is -1"));
    expect(() => toFetchHandler(synchronous({}), { maxBodyBytes: -1 })).toThrow(refusal("maxBodyBytes is -1"));
  });

  it("reject values that are not handlers", () => {
    expect(() => toFetchHandler((() => {}) as never)).toThrow(
      refusal("the handler is a function, expected a handler from createSyncHandler"),
    );
  });
});
