/**
 * A server in the page for any schema: it answers every method with examples. So a schema can be tried before there is a
 * server, and an application's errors and loading states without breaking one.
 *
 * Request headers choose something else than a prompt success: `mock-delay-ms`, `mock-count` (messages of a stream), and
 * `mock-code` (`unavailable`), with which a stream fails after its messages.
 */
import { type DescMethod, type DescService, fromJson, type Message, type Registry } from "@bufbuild/protobuf";
import { Code, ConnectError, type FetchLike, protoBinary, protoJson } from "farcall";
import { createFetchHandler, type HandlerContext, service } from "farcall/server";
import { pause } from "../demo/pause.ts";
import { exampleOf } from "./example-of.ts";

const defaultCount = 5;
const maxCount = 100_000;
/** Between the messages of a stream, so that it looks like one. */
const gapMs = 150;
const maxDelayMs = 60_000;

/** @param registry has the types that an Any in an answer can be */
export function mockFetch(services: readonly DescService[], registry: Registry): FetchLike {
  const answered = services.map((description) => {
    const methods = description.methods.map((method) => [method.localName, answerOf(method, registry)] as const);
    return service(description, Object.fromEntries(methods) as never);
  });
  return createFetchHandler({ services: answered, codecs: [protoBinary(), protoJson({ registry })] });
}

function answerOf(method: DescMethod, registry: Registry) {
  const { output } = method;
  const answer = (index: number) => fromJson(output, exampleOf(output, registry, index), { registry });

  switch (method.methodKind) {
    case "unary":
      return async (_: Message, ctx: HandlerContext) => {
        const { delayMs, failure } = orders(ctx);
        await pause(delayMs, ctx.signal);
        if (failure) {
          throw failure;
        }
        return answer(0);
      };
    case "server_streaming":
      return async function* (_: Message, ctx: HandlerContext) {
        const { delayMs, count, failure } = orders(ctx);
        for (let index = 0; index < count; index++) {
          await pause(index === 0 ? delayMs : gapMs, ctx.signal);
          yield answer(index);
        }
        if (failure) {
          throw failure;
        }
      };
    case "client_streaming":
      return async (requests: AsyncIterable<Message>, ctx: HandlerContext) => {
        const { delayMs, failure } = orders(ctx);
        for await (const _ of requests) {
          // Read to the end, as a server does that sums them up.
        }
        await pause(delayMs, ctx.signal);
        if (failure) {
          throw failure;
        }
        return answer(0);
      };
    case "bidi_streaming":
      return async function* (requests: AsyncIterable<Message>, ctx: HandlerContext) {
        const { delayMs, failure } = orders(ctx);
        await pause(delayMs, ctx.signal);
        let index = 0;
        for await (const _ of requests) {
          yield answer(index++);
        }
        if (failure) {
          throw failure;
        }
      };
  }
}

/** What the request asks for in its headers. Throws a ConnectError for what cannot be understood. */
function orders({ requestHeaders }: HandlerContext) {
  return {
    delayMs: numberIn(requestHeaders, "mock-delay-ms", 0, maxDelayMs),
    count: numberIn(requestHeaders, "mock-count", defaultCount, maxCount),
    failure: failureIn(requestHeaders),
  };
}

function numberIn(headers: Headers, name: string, otherwise: number, max: number): number {
  const text = headers.get(name)?.trim();
  if (text === undefined) {
    return otherwise;
  }
  if (!/^\d{1,9}$/.test(text) || Number(text) > max) {
    throw new ConnectError(
      Code.InvalidArgument,
      `the header ${name} is ${JSON.stringify(text)}: give a whole number up to ${max}`,
    );
  }
  return Number(text);
}

function failureIn(headers: Headers): ConnectError | undefined {
  const text = headers.get("mock-code")?.trim();
  if (text === undefined) {
    return undefined;
  }
  const codes: readonly Code[] = Object.values(Code);
  const code = codes.find((one) => one === text);
  return code
    ? new ConnectError(code, "failed, as the header mock-code asks")
    : new ConnectError(
        Code.InvalidArgument,
        `the header mock-code is ${JSON.stringify(text)}: give one of ${codes.join(", ")}`,
      );
}
