import { type ConnectError, createClient, createGrpcWebTransport, type FetchLike } from "farcall";
import { createSyncClient, createSyncTransport } from "farcall/sync";
import fc from "fast-check";
import { describe, expect, inject, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import {
  type Answer,
  answers,
  bodyOf,
  type Ending,
  endingOf,
  headersOf,
  type Kind,
  nullBodyStatuses,
} from "./grpc-web-answer.ts";
import { arrivedFetch } from "./servers/arrived-fetch.ts";
import { base64, scriptUrl } from "./servers/script.ts";

const { scripted } = inject("addresses");
/** Redirects, which browsers hide, and statuses that fetch handles itself. */
const ofFetch = [301, 302, 303, 307, 308, 407, 421];
const kinds: readonly Kind[] = ["unary", "stream"];

/** Describes how a call ends: its code and message, and the number of messages before. */
function ended(messages: number, error?: ConnectError): Ending {
  if (error) {
    expect(error).toHaveProperty("name", "ConnectError");
  }
  return { code: error?.code ?? "ok", message: error?.rawMessage, messages };
}

async function callAsync(kind: Kind, baseUrl: string, fetch: FetchLike): Promise<Ending> {
  const options = { baseUrl, fetch, fetchOptions: { redirect: "manual" } as const };
  const client = createClient(DemoService, createGrpcWebTransport(options));
  let messages = 0;
  try {
    if (kind === "unary") {
      await client.say({});
      messages++;
    } else {
      for await (const _ of client.introduce({})) {
        messages++;
      }
    }
    return ended(messages);
  } catch (error) {
    return ended(messages, error as ConnectError);
  }
}

function callSync(kind: Kind, answer: Answer, pieces: Iterable<Uint8Array>): Ending {
  const send = () => ({ status: answer.http, headers: new Headers(headersOf(answer)), body: pieces });
  const client = createSyncClient(DemoService, createSyncTransport({ baseUrl: "/", protocol: "grpc-web", send }));
  let messages = 0;
  try {
    if (kind === "unary") {
      client.say({});
      messages++;
    } else {
      for (const _ of client.introduce({})) {
        messages++;
      }
    }
    return ended(messages);
  } catch (error) {
    return ended(messages, error as ConnectError);
  }
}

/** A unary call has one message or none: the number received is not visible. */
function expectEnding(ending: Ending, answer: Answer, kind: Kind): void {
  const expected = endingOf(answer, kind);
  expect(ending.code).toBe(expected.code);
  if (expected.message !== undefined) {
    expect(ending.message).toBe(expected.message);
  }
  expect(ending.messages).toBe(kind === "stream" || expected.code === "ok" ? expected.messages : 0);
}

describe.each(kinds)("the outcome of a gRPC-Web call (%s)", (kind) => {
  it("is what gRPC's documents specify, whatever fetch returns", async () => {
    await fc.assert(
      fc.asyncProperty(answers, async (answer) => {
        const respond = async () => new Response(bodyOf(answer), { status: answer.http, headers: headersOf(answer) });
        expectEnding(await callAsync(kind, "http://localhost", respond), answer, kind);
      }),
      { numRuns: 400 },
    );
  });

  it("is the same for a synchronous client, in pieces of any size", () => {
    fc.assert(
      fc.property(answers, fc.integer({ min: 1, max: 40 }), (answer, size) => {
        const body = bodyOf(answer) ?? new Uint8Array(0);
        const pieces = Array.from({ length: Math.ceil(body.byteLength / size) }, (_, index) =>
          body.subarray(index * size, (index + 1) * size),
        );
        expectEnding(callSync(kind, answer, pieces), answer, kind);
      }),
      { numRuns: 400 },
    );
  });

  it("is the same over real HTTP", async () => {
    await fc.assert(
      fc.asyncProperty(answers, async (answer) => {
        fc.pre(!nullBodyStatuses.includes(answer.http) && !ofFetch.includes(answer.http));
        const body = bodyOf(answer);
        const script = { status: answer.http, headers: headersOf(answer), chunks: body ? [base64(body)] : [] };
        expectEnding(await callAsync(kind, scriptUrl(scripted, script), arrivedFetch), answer, kind);
      }),
      { numRuns: 100 },
    );
  });
});
