/** Whatever an implementation throws, returns or yields, its client gets a response in its protocol. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { methodInfo } from "../codec/proto-method.ts";
import { Code, codeFromNumber, isCode } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { decodeEndStream } from "../protocol/connect/end-stream.ts";
import { decodeTrailers } from "../protocol/grpc-web/trailers.ts";
import { connectEndFlag, encodeEnvelopes, grpcWebTrailerFlag } from "../wire/envelope.ts";
import { EnvelopeReader } from "../wire/envelope-reader.ts";
import { Endpoint } from "./endpoint.ts";
import { createFetchHandler, type FetchHandler, type FetchHandlerOptions } from "./fetch-handler.ts";
import { type ServiceImplementation, service } from "./service.ts";
import { EndpointSync } from "./sync/endpoint.ts";
import { type ServiceImplementationSync, serviceSync } from "./sync/service.ts";
import { createSyncHandler } from "./sync/sync-handler.ts";
import { toFetchHandler } from "./sync/to-fetch-handler.ts";

/** What the current implementation does, and the errors reported to `onError`. */
let act: () => unknown = () => ({});
const told: unknown[] = [];
const onError = (error: unknown): void => {
  told.push(error);
};

const { say, introduce, summarize, converse } = DemoService.method;
/** Typed to fit everywhere, because these servers are for values that do not fit. */
const anything = () => act() as never;
/** A generator that yields the given value once. */
async function* generator() {
  yield anything();
}
function* generatorSync() {
  yield anything();
}

const observer = { onStart() {}, onEnd() {} };
const observerSync = { onStartSync() {}, onEndSync() {} };

const fetchHandler = (services: FetchHandlerOptions["services"]): FetchHandler[] =>
  [[], [observer]].map((interceptors) => createFetchHandler({ services, interceptors, onError, cors: true }));

const syncHandler = (services: (readonly EndpointSync[])[]): FetchHandler[] =>
  [[], [observerSync]].map((interceptors) =>
    toFetchHandler(createSyncHandler({ services, interceptors, onError }), { cors: true }),
  );

/** Every way in which this package can serve a method, with an implementation that does what `act` says. */
const servers: Record<string, FetchHandler[]> = {
  "a service": fetchHandler([
    service(DemoService, {
      say: anything,
      introduce: anything,
      summarize: anything,
      converse: anything,
    } satisfies ServiceImplementation<typeof DemoService>),
  ]),
  "a service of generators": fetchHandler([
    service(DemoService, {
      say: async () => anything(),
      introduce: generator,
      summarize: async () => anything(),
      converse: generator,
    } satisfies ServiceImplementation<typeof DemoService>),
  ]),
  endpoints: fetchHandler([
    [
      Endpoint.unary(methodInfo(say), anything),
      Endpoint.serverStream(methodInfo(introduce), anything),
      Endpoint.clientStream(methodInfo(summarize), anything),
      Endpoint.bidiStream(methodInfo(converse), anything),
    ],
  ]),
  "endpoints of generators": fetchHandler([
    [Endpoint.serverStream(methodInfo(introduce), generator), Endpoint.bidiStream(methodInfo(converse), generator)],
  ]),
  "a synchronous service": syncHandler([
    serviceSync(DemoService, {
      say: anything,
      introduce: anything,
      summarize: anything,
      converse: anything,
    } satisfies ServiceImplementationSync<typeof DemoService>),
  ]),
  "a synchronous service of generators": syncHandler([
    serviceSync(DemoService, {
      introduce: generatorSync,
      converse: generatorSync,
    } satisfies ServiceImplementationSync<typeof DemoService>),
  ]),
  "synchronous endpoints": syncHandler([
    [
      EndpointSync.unary(methodInfo(say), anything),
      EndpointSync.serverStream(methodInfo(introduce), anything),
      EndpointSync.clientStream(methodInfo(summarize), anything),
      EndpointSync.bidiStream(methodInfo(converse), anything),
    ],
  ]),
};

interface Outcome {
  /** Undefined on success. */
  code: Code | undefined;
  message: string;
}

/** Calls a method in every dialect that it has; each response must be well-formed. */
async function outcomesOf(handler: FetchHandler): Promise<Outcome[]> {
  const calls = [say, introduce, summarize, converse].flatMap(({ name, methodKind }) => {
    const path = `/demo.v1.DemoService/${name}`;
    const connect = methodKind === "unary" ? "application/" : "application/connect+";
    const types = ["proto", "json"].flatMap((codec) => [`${connect}${codec}`, `application/grpc-web+${codec}`]);
    return handler.handles(path) ? types.map((type) => callOnce(handler, path, type)) : [];
  });
  return Promise.all(calls);
}

async function callOnce(handler: FetchHandler, path: string, type: string): Promise<Outcome> {
  const isEnveloped = type.includes("grpc-web") || type.includes("connect+");
  const payload = new TextEncoder().encode(type.endsWith("json") ? "{}" : "");
  const response = await handler(`http://localhost${path}`, {
    method: "POST",
    headers: { "content-type": type, origin: "https://example.com" },
    body: (isEnveloped ? encodeEnvelopes({ flags: 0, payload }) : payload) as Uint8Array<ArrayBuffer>,
  });
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!isEnveloped) {
    return response.status === 200 ? { code: undefined, message: "" } : errorJson(JSON.parse(utf8(bytes)));
  }
  expect(response.status).toBe(200);
  const reader = new EnvelopeReader(1e6);
  const envelopes = reader.push(bytes);
  reader.finish();
  expect(reader.failure).toBeUndefined();
  const last = envelopes.at(-1);
  if (type.includes("grpc-web")) {
    expect(last?.flags).toBe(grpcWebTrailerFlag);
    const trailers = new Map(decodeTrailers(last?.payload ?? new Uint8Array(0)));
    const status = Number(trailers.get("grpc-status") ?? Number.NaN);
    expect(status === 0 || isCode(codeFromNumber(status))).toBe(true);
    return { code: codeFromNumber(status), message: decodeURIComponent(trailers.get("grpc-message") ?? "") };
  }
  expect(last?.flags).toBe(connectEndFlag);
  const { error } = decodeEndStream(last?.payload ?? new Uint8Array(0));
  return error === undefined ? { code: undefined, message: "" } : errorJson(error);
}

function errorJson(json: unknown): Outcome {
  const { code, message = "" } = json as { code: unknown; message?: unknown };
  expect(isCode(code)).toBe(true);
  expect(typeof message).toBe("string");
  return json as Outcome;
}

const utf8 = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Throws on every access. */
const hostile = (kind: object) => {
  const refuse = () => {
    throw new RangeError("hands off");
  };
  return new Proxy(kind, { get: refuse, has: refuse, getPrototypeOf: refuse, ownKeys: refuse });
};
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const cyclic: unknown[] = [];
cyclic.push({ cyclic });

/** Creates a value lazily; those that throw on every access would make fast-check throw. */
type Make = () => unknown;
const given =
  (value: unknown): Make =>
  () =>
    value;

const odd: fc.Arbitrary<Make> = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }).map(given),
  fc.constantFrom<unknown>(undefined, null, "", "text", 0, Number.NaN, Symbol("s"), cyclic, [], [{}]).map(given),
  fc.constantFrom({ sentence: 5 }, { sentence: Symbol("s") }, { sentence: {} }, { $typeName: "a.B" }).map(given),
  fc.constantFrom<Make>(
    () => () => {},
    () => hostile({}),
    () => hostile([]),
    () => revoked(),
    () => new Error("oops"),
    () => Promise.resolve({}),
  ),
);
const detail: fc.Arbitrary<Make> = fc.oneof(
  odd,
  fc
    .record({
      type: fc.oneof(fc.constant(given("a.B")), odd),
      value: fc.oneof(fc.uint8Array({ maxLength: 4 }).map(given), odd),
    })
    .map(
      ({ type, value }): Make =>
        () => ({ type: type(), value: value() }),
    ),
);
/** A ConnectError with some invalid parts. */
const oddConnectError: fc.Arbitrary<Make> = fc
  .record({
    code: fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...Object.values(Code), "bogus").map(given) }, odd),
    rawMessage: fc.oneof(fc.string().map(given), odd),
    details: fc.oneof(
      {
        weight: 2,
        arbitrary: fc.array(detail, { maxLength: 2 }).map(
          (makes): Make =>
            () =>
              makes.map((make) => make()),
        ),
      },
      odd,
    ),
    metadata: fc.option(odd, { nil: undefined }),
  })
  .map(
    ({ code, rawMessage, details, metadata }): Make =>
      () =>
        Object.assign(new ConnectError(Code.Internal), {
          code: code(),
          rawMessage: rawMessage(),
          details: details(),
          ...(metadata && { metadata: metadata() }),
        }),
  );

/** Iterables, iterators and iterator results that break their contracts. */
const oddIterable: fc.Arbitrary<Make> = fc
  .record({ value: fc.oneof(odd, fc.constant(given({}))), done: fc.boolean(), isSync: fc.boolean(), result: odd })
  .chain(({ value, done, isSync, result }) =>
    fc.constantFrom<Make>(
      () => [value()],
      () => new Set([value()]),
      () => ({ [Symbol.asyncIterator]: () => onceIterator(isSync, { value: value(), done }) }),
      () => ({ [Symbol.iterator]: () => onceIterator(true, { value: value(), done }) }),
      () => ({ [Symbol.asyncIterator]: () => onceIterator(isSync, result()), [Symbol.iterator]: result }),
      () => ({ [Symbol.asyncIterator]: result, [Symbol.iterator]: () => onceIterator(true, result()) }),
      () => ({ [Symbol.asyncIterator]: value(), [Symbol.iterator]: value() }),
    ),
  );

/** Returns one result, then ends. */
function onceIterator(isSync: boolean, result: unknown) {
  let count = 0;
  return {
    next() {
      const next = count++ === 0 ? result : { done: true, value: undefined };
      return isSync ? next : Promise.resolve(next);
    },
    return() {
      throw new RangeError("cannot leave");
    },
  };
}

describe.each(Object.entries(servers))("%s", (_, handlers) => {
  /** The client learns only that there is a defect; onError learns which. */
  async function expectAnswers(): Promise<void> {
    for (const handler of handlers) {
      told.length = 0;
      const outcomes = await outcomesOf(handler);
      const internal = outcomes.filter(({ code, message }) => code === "internal" && message === "internal error");
      expect(told.length).toBe(internal.length);
    }
  }

  it("responds in a well-formed way to anything thrown, and reports errors not meant for clients", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(odd, oddConnectError), async (make) => {
        act = () => {
          throw make();
        };
        await expectAnswers();
      }),
      { numRuns: 100 },
    );
  });

  it("responds in a well-formed way to anything returned or yielded, and reports values that are not messages", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(odd, oddIterable), async (make) => {
        act = make;
        await expectAnswers();
      }),
      { numRuns: 100 },
    );
  });
});

describe("an invalid result", () => {
  const detail = (value: unknown) => new ConnectError(Code.NotFound, "no hat", { details: value as [] });
  const thrower = (value: unknown) => () => {
    throw value;
  };
  const malformed = /^TypeError: a ConnectError cannot be sent: /.source;

  it.each<[string, () => unknown, string]>([
    [
      "details as other libraries accept them",
      thrower(detail([[{}, {}]])),
      `${malformed}details\\[0\\] is not a { type, value }`,
    ],
    ["a detail that is not encoded", thrower(detail([{ type: "a.B", value: {} }])), `${malformed}details\\[0\\]`],
    ["a detail without a type", thrower(detail([{ value: new Uint8Array(1) }])), `${malformed}details\\[0\\]`],
    [
      "details that are not an array",
      thrower(detail({ length: 2 ** 32 - 1 })),
      `${malformed}its details are not an array`,
    ],
    ["an invalid code", thrower(new ConnectError("bogus" as Code)), `${malformed}its code is not one of`],
    [
      "a message that is not a string",
      thrower(new ConnectError(Code.Aborted, 5 as never)),
      `${malformed}its message is not a`,
    ],
    ["invalid metadata", thrower(Object.assign(detail([]), { metadata: null })), malformed],
    ["undefined, thrown", thrower(undefined), "^undefined$"],
    ["a promise that rejects with null", () => Promise.reject(null), "^null$"],
  ])("is internal for the client and reported to onError: %s", async (_, give, complaint) => {
    act = give;
    const [handler] = servers["a service of generators"] as FetchHandler[];
    told.length = 0;
    for (const outcome of await outcomesOf(handler as FetchHandler)) {
      expect(outcome).toEqual({ code: "internal", message: "internal error" });
    }
    expect(told.map(String)).toEqual(Array(16).fill(expect.stringMatching(complaint)));
  });

  it.each<[string, unknown, string]>([
    ["undefined", undefined, "Say returned undefined, expected a message or its fields"],
    ["null", null, "Say returned null, expected a message or its fields"],
    ["a string", "hi", "Say returned a string, expected a message or its fields"],
    ["an array", [], "Say returned an array, expected a message or its fields"],
    ["a function", () => ({}), "Say returned a function, expected a message or its fields"],
  ])("is never sent as the default message: %s", async (_, value, complaint) => {
    act = () => value;
    for (const name of ["a service", "endpoints", "a synchronous service", "synchronous endpoints"]) {
      for (const handler of servers[name] as FetchHandler[]) {
        told.length = 0;
        expect((await callOnce(handler, "/demo.v1.DemoService/Say", "application/json")).code).toBe("internal");
        expect(told).toEqual([new TypeError(complaint)]);
      }
    }
  });

  it.each<[string, string, string]>([
    ["a service", "Introduce", "Introduce returned undefined, expected an async iterable, such as an async generator"],
    ["endpoints", "Converse", "Converse returned undefined, expected an async iterable, such as an async generator"],
    ["a synchronous service", "Introduce", "Introduce returned undefined, expected an iterable, such as a generator"],
    ["synchronous endpoints", "Converse", "Converse returned undefined, expected an iterable, such as a generator"],
  ])("is reported where a stream is expected: %s, %s", async (name, method, complaint) => {
    act = () => undefined;
    for (const handler of servers[name] as FetchHandler[]) {
      told.length = 0;
      const outcome = await callOnce(handler, `/demo.v1.DemoService/${method}`, "application/connect+json");
      expect(outcome.code).toBe("internal");
      expect(told).toEqual([new TypeError(complaint)]);
    }
  });

  it("may be an array or any other iterable for a stream", async () => {
    for (const answer of [[{ sentence: "a" }], new Set([{ sentence: "a" }])]) {
      act = () => answer;
      for (const handler of servers["a service"] as FetchHandler[]) {
        const outcome = await callOnce(handler, "/demo.v1.DemoService/Introduce", "application/connect+json");
        expect(outcome.code).toBe(undefined);
      }
    }
  });
});
