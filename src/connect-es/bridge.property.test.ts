/** A call over the bridge and a direct one have the same outcome, both ways. */
import { createClient as createEsClient, ConnectError as EsError } from "@connectrpc/connect";
import { createConnectTransport as createEsConnectTransport } from "@connectrpc/connect-web";
import fc from "fast-check";
import { expect, it } from "vitest";
import { DemoService, FailureReasonSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../client/client.ts";
import { createConnectTransport } from "../client/connect-transport.ts";
import { errorDetail, findDetails } from "../codec/error-detail.ts";
import { codeFromNumber } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { createFetchHandler } from "../server/fetch-handler.ts";
import { service } from "../server/service.ts";
import { fromConnectEsInterceptor } from "./from-interceptor.ts";
import { fromConnectEsTransport } from "./from-transport.ts";
import { toConnectEsInterceptor } from "./to-interceptor.ts";
import { toConnectEsTransport } from "./to-transport.ts";

/** What a call does, on the client and on the server. */
interface Plan {
  kind: "say" | "introduce" | "summarize" | "converse";
  sentences: string[];
  headers: [name: string, value: string][];
  trailers: [name: string, value: string][];
  /** How the call fails after its messages; undefined if it succeeds. */
  failure: { code: number; message: string; reasons: string[]; metadata: [string, string][] } | undefined;
}

const text = fc.string({ unit: "binary", maxLength: 20 });
/** Generates headers with unique names, because connect-es joins the values of a repeated name. */
const items = (prefix: string) =>
  fc.uniqueArray(
    fc.tuple(
      fc.constantFrom(`${prefix}-a`, `${prefix}-b`, `${prefix}-c`),
      fc.stringMatching(/^[!-~]([ -~]{0,8}[!-~])?$/),
    ),
    { selector: ([name]) => name },
  );

const plan: fc.Arbitrary<Plan> = fc.record({
  kind: fc.constantFrom("say", "introduce", "summarize", "converse"),
  sentences: fc.array(text, { minLength: 1, maxLength: 4 }),
  headers: items("x-head"),
  trailers: items("x-trail"),
  failure: fc.option(
    fc.record({
      code: fc.integer({ min: 1, max: 16 }),
      message: text,
      reasons: fc.array(text, { maxLength: 2 }),
      metadata: items("x-error"),
    }),
    { nil: undefined },
  ),
});

/** The plan of the current call: the servers here handle one at a time. */
let current: Plan;

function fail(): void {
  const { failure } = current;
  const code = failure && codeFromNumber(failure.code);
  if (failure && code) {
    throw new ConnectError(code, failure.message, {
      metadata: failure.metadata,
      details: failure.reasons.map((reason) => errorDetail(FailureReasonSchema, { reason })),
    });
  }
}

function describeResponse(ctx: { responseHeaders: Headers; responseTrailers: Headers }): void {
  for (const [name, value] of current.headers) {
    ctx.responseHeaders.set(name, value);
  }
  for (const [name, value] of current.trailers) {
    ctx.responseTrailers.set(name, value);
  }
}

const handler = createFetchHandler({
  services: [
    service(DemoService, {
      say({ sentence }, ctx) {
        describeResponse(ctx);
        fail();
        return { sentence: `${sentence}|${ctx.requestHeaders.get("x-sent")}` };
      },
      async *introduce({ name }, ctx) {
        describeResponse(ctx);
        for (const sentence of current.sentences) {
          yield { sentence: `${name} ${sentence}` };
        }
        fail();
      },
      async summarize(requests, ctx) {
        describeResponse(ctx);
        let words = "";
        for await (const { sentence } of requests) {
          words += sentence;
        }
        fail();
        return { sentences: words.length };
      },
      async *converse(requests, ctx) {
        describeResponse(ctx);
        for await (const { sentence } of requests) {
          yield { sentence: `${sentence}!` };
        }
        fail();
      },
    }),
  ],
});

const fetch = (input: Request | string | URL, init?: RequestInit) => handler(new Request(input, init));
const direct = createConnectTransport({ baseUrl: "http://localhost", fetch: handler });
const esDirect = createEsConnectTransport({ baseUrl: "http://localhost", fetch });

interface Outcome {
  responses: unknown[];
  error?: { code: string; message: string; details: unknown[]; metadata: Record<string, string> };
  headers?: Record<string, string>;
  trailers?: Record<string, string>;
}

/** Returns the headers that the plan has set; all others depend on the protocol. */
const planned = (headers: Headers) => Object.fromEntries([...headers].filter(([name]) => name.startsWith("x-")));

/** A client of either library: their methods have the same names and options. */
type AnyClient = Record<Plan["kind"], (request: unknown, options: object) => AsyncIterable<unknown> & Promise<unknown>>;

async function outcomeOf(client: unknown, { kind, sentences }: Plan): Promise<Outcome> {
  const outcome: Outcome = { responses: [] };
  async function* requests() {
    for (const sentence of sentences) {
      yield { sentence };
    }
  }
  const request = { say: { sentence: sentences[0] }, introduce: { name: sentences[0] } }[kind as "say"] ?? requests();
  const call = (client as AnyClient)[kind](request, {
    headers: { "x-sent": "yes" },
    onHeader: (headers: Headers) => {
      outcome.headers = planned(headers);
    },
    onTrailer: (trailers: Headers) => {
      outcome.trailers = planned(trailers);
    },
  });
  try {
    if (kind === "say" || kind === "summarize") {
      outcome.responses.push(await call);
    } else {
      for await (const response of call) {
        outcome.responses.push(response);
      }
    }
  } catch (reason) {
    // When a call fails, connect-es reports neither headers nor trailers.
    return { responses: outcome.responses, error: describeError(reason) };
  }
  return outcome;
}

function describeError(reason: unknown): Outcome["error"] {
  if (reason instanceof EsError) {
    const details = reason.findDetails(FailureReasonSchema).map((detail) => detail.reason);
    return {
      code: String(codeFromNumber(reason.code)),
      message: reason.rawMessage,
      details,
      metadata: planned(reason.metadata),
    };
  }
  if (!(reason instanceof ConnectError)) {
    throw reason;
  }
  const details = findDetails(reason, FailureReasonSchema).map((detail) => detail.reason);
  return { code: reason.code, message: reason.rawMessage, details, metadata: planned(reason.metadata) };
}

/** connect-web does not stream requests. */
const isForConnectWeb = ({ kind }: Plan) => kind === "say" || kind === "introduce";

const ways: [name: string, client: unknown, isFor: (plan: Plan) => boolean][] = [
  ["connect-es over Farcall", createEsClient(DemoService, toConnectEsTransport(direct)), () => true],
  ["connect-es itself", createEsClient(DemoService, esDirect), isForConnectWeb],
  ["Farcall over connect-es", createClient(DemoService, fromConnectEsTransport(esDirect)), isForConnectWeb],
  [
    "Farcall over connect-es over Farcall",
    createClient(DemoService, fromConnectEsTransport(toConnectEsTransport(direct))),
    () => true,
  ],
  [
    "connect-es over Farcall over connect-es",
    createEsClient(DemoService, toConnectEsTransport(fromConnectEsTransport(esDirect))),
    isForConnectWeb,
  ],
  [
    "Farcall with an adapted interceptor",
    createClient(DemoService, direct.intercept([fromConnectEsInterceptor((next) => (request) => next(request))])),
    () => true,
  ],
  [
    "connect-es over Farcall with an adapted interceptor",
    createEsClient(
      DemoService,
      toConnectEsTransport(direct, { interceptors: [toConnectEsInterceptor({ onStart() {} })] }),
    ),
    () => true,
  ],
];

it.each(ways)("a call of %s has the same outcome as a direct one", async (_, client, isFor) => {
  await fc.assert(
    fc.asyncProperty(plan.filter(isFor), async (given) => {
      current = given;
      const expected = await outcomeOf(createClient(DemoService, direct), given);
      expect(await outcomeOf(client, given)).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});
