/**
 * Implements the suite's service, whose requests specify the responses.
 *
 * @see https://github.com/connectrpc/conformance/blob/v1.0.5/proto/connectrpc/conformance/v1/service.proto
 */
import { setTimeout as sleep } from "node:timers/promises";
import { CallEcho } from "./call-echo.mjs";
import { errorOf } from "./error.mjs";
import {
  BidiStreamRequestSchema,
  ClientStreamRequestSchema,
  IdempotentUnaryRequestSchema,
  ServerStreamRequestSchema,
  UnaryRequestSchema,
} from "./protos.mjs";

/** @typedef {import("farcall").RequestContext} RequestContext */
/** @typedef {NonNullable<import("@bufbuild/protobuf").MessageShape<typeof UnaryRequestSchema>["responseDefinition"]>} UnaryAnswer */
/** @typedef {NonNullable<import("@bufbuild/protobuf").MessageShape<typeof ServerStreamRequestSchema>["responseDefinition"]>} StreamAnswer */

/**
 * All methods except Unimplemented, which the package itself has to handle.
 *
 * @type {import("farcall/server").ServiceImplementation<typeof import("./protos.mjs").ConformanceService>}
 */
export const implementation = {
  unary(request, ctx) {
    const echo = new CallEcho(ctx);
    echo.add(UnaryRequestSchema, request);
    return answerOnce(request.responseDefinition, echo, ctx);
  },

  idempotentUnary(request, ctx) {
    const echo = new CallEcho(ctx);
    echo.add(IdempotentUnaryRequestSchema, request);
    return answerOnce(request.responseDefinition, echo, ctx);
  },

  async clientStream(requests, ctx) {
    const echo = new CallEcho(ctx);
    /** @type {UnaryAnswer | undefined} */
    let definition;
    for await (const request of requests) {
      definition ??= echo.isEmpty ? request.responseDefinition : undefined; // only the first one counts
      echo.add(ClientStreamRequestSchema, request);
    }
    return answerOnce(definition, echo, ctx);
  },

  async *serverStream(request, ctx) {
    const echo = new CallEcho(ctx);
    echo.add(ServerStreamRequestSchema, request);
    const answers = new Answers(request.responseDefinition, echo, ctx);
    while (answers.hasNext) {
      yield answers.next();
    }
    answers.end();
  },

  async *bidiStream(requests, ctx) {
    const echo = new CallEcho(ctx);
    /** @type {Answers | undefined} */
    let answers;
    let isFullDuplex = false;
    for await (const request of requests) {
      if (!answers) {
        answers = new Answers(request.responseDefinition, echo, ctx);
        isFullDuplex = request.fullDuplex;
      }
      echo.add(BidiStreamRequestSchema, request);
      if (isFullDuplex) {
        if (!answers.hasNext) {
          break;
        }
        yield answers.next();
      }
    }
    while (answers?.hasNext) {
      yield answers.next();
    }
    answers?.end();
  },
};

/**
 * @param {UnaryAnswer | undefined} definition
 * @param {CallEcho} echo
 * @param {RequestContext} ctx
 */
async function answerOnce(definition, echo, ctx) {
  setMetadata(definition, ctx);
  await pause(definition?.responseDelayMs, ctx);
  const { response } = definition ?? {};
  const requestInfo = echo.take();
  if (response?.case === "error") {
    throw errorOf(response.value, requestInfo);
  }
  return { payload: { requestInfo, ...(response?.case === "responseData" && { data: response.value }) } };
}

/** The responses of a stream, and the error that may come after them. */
class Answers {
  #definition;
  #echo;
  #ctx;
  #count = 0;

  /**
   * @param {StreamAnswer | undefined} definition
   * @param {CallEcho} echo
   * @param {RequestContext} ctx
   */
  constructor(definition, echo, ctx) {
    this.#definition = definition;
    this.#echo = echo;
    this.#ctx = ctx;
    setMetadata(definition, ctx);
  }

  get hasNext() {
    return this.#count < (this.#definition?.responseData.length ?? 0);
  }

  async next() {
    await pause(this.#definition?.responseDelayMs, this.#ctx);
    const data = this.#definition?.responseData[this.#count];
    this.#count += 1;
    const requestInfo = this.#echo.take();
    return { payload: { ...(data && { data }), ...(requestInfo && { requestInfo }) } };
  }

  end() {
    const error = this.#definition?.error;
    if (error) {
      throw errorOf(error, this.#count === 0 ? this.#echo.take() : undefined);
    }
  }
}

/**
 * @param {UnaryAnswer | StreamAnswer | undefined} definition
 * @param {RequestContext} ctx
 */
function setMetadata(definition, ctx) {
  for (const { name, value } of definition?.responseHeaders ?? []) {
    for (const each of value) {
      ctx.responseHeaders.append(name, each);
    }
  }
  for (const { name, value } of definition?.responseTrailers ?? []) {
    for (const each of value) {
      ctx.responseTrailers.append(name, each);
    }
  }
}

/**
 * @param {number | undefined} ms
 * @param {RequestContext} ctx a call that has ended waits no longer
 */
async function pause(ms, ctx) {
  if (ms) {
    await sleep(ms, undefined, { signal: ctx.signal });
  }
}
