/** Keeps the answers and the calls of a mock, as an interceptor around its services. */
import type { DescMessage, DescMethod, MessageInitShape } from "@bufbuild/protobuf";
import { createMessage, methodInfo } from "../codec/proto-method.ts";
import type {
  BidiStreamNext,
  CallInterceptor,
  ClientStreamNext,
  ServerStreamNext,
  UnaryNext,
} from "../core/interceptor.ts";
import type { MethodInfo } from "../core/method.ts";
import type { RequestContext } from "../core/request-context.ts";
import { answersOf, checkAnswer } from "../server/check-answer.ts";
import type { HandlerContext } from "../server/handler-context.ts";
import { MockCall } from "./mock-call.ts";

/** Answers one call with a message, a promise of one, or messages. */
export type Respond = (request: unknown, ctx: HandlerContext, call: MockCall) => unknown;

/** Held calls or fed streams of a test, which end with it. */
export interface Held {
  dispose(reason: string): void;
}

export class MockBook implements CallInterceptor {
  readonly calls: MockCall[] = [];
  readonly #always = new Map<MethodInfo, Respond>();
  readonly #once = new Map<MethodInfo, Respond[]>();
  readonly #held = new Set<Held>();

  /** Answers all calls from now on. */
  set(method: DescMethod, respond: Respond): void {
    this.#always.set(methodInfo(method), respond);
  }

  /** Answers the next call that has no earlier one-time answer. */
  setOnce(method: DescMethod, respond: Respond): void {
    const info = methodInfo(method);
    this.#once.set(info, [...(this.#once.get(info) ?? []), respond]);
  }

  /** Disposes of `held` when the book is cleared. */
  hold<T extends Held>(held: T): T {
    this.#held.add(held);
    return held;
  }

  /** Forgets all calls and answers, and ends held calls and fed streams. */
  clear(reason: string): void {
    for (const held of this.#held) {
      held.dispose(reason);
    }
    for (const memory of [this.#held, this.#always, this.#once]) {
      memory.clear();
    }
    this.calls.length = 0;
  }

  async interceptUnary<I, O>(next: UnaryNext<I, O>, request: I, ctx: RequestContext<I, O>): Promise<O> {
    const { call, respond } = this.#begin(ctx as RequestContext);
    call.note(request);
    return respond ? complete(ctx, await respond(request, ctx as HandlerContext, call)) : next(request, ctx);
  }

  async interceptClientStream<I, O>(
    next: ClientStreamNext<I, O>,
    requests: AsyncIterable<I>,
    ctx: RequestContext<I, O>,
  ): Promise<O> {
    const { call, respond } = this.#begin(ctx as RequestContext);
    const noted = call.noted(requests) as AsyncIterable<I>;
    return respond ? complete(ctx, await respond(noted, ctx as HandlerContext, call)) : next(noted, ctx);
  }

  interceptServerStream<I, O>(next: ServerStreamNext<I, O>, request: I, ctx: RequestContext<I, O>): AsyncIterable<O> {
    const { call, respond } = this.#begin(ctx as RequestContext);
    call.note(request);
    return respond ? completeAll(ctx, respond(request, ctx as HandlerContext, call)) : next(request, ctx);
  }

  interceptBidiStream<I, O>(
    next: BidiStreamNext<I, O>,
    requests: AsyncIterable<I>,
    ctx: RequestContext<I, O>,
  ): AsyncIterable<O> {
    const { call, respond } = this.#begin(ctx as RequestContext);
    const noted = call.noted(requests) as AsyncIterable<I>;
    return respond ? completeAll(ctx, respond(noted, ctx as HandlerContext, call)) : next(noted, ctx);
  }

  #begin(ctx: RequestContext): { call: MockCall; respond: Respond | undefined } {
    const call = new MockCall(ctx);
    this.calls.push(call);
    return { call, respond: this.#once.get(ctx.method)?.shift() ?? this.#always.get(ctx.method) };
  }
}

/** Checks a response as a server does, and completes it to a message. */
function complete<I, O>({ method }: RequestContext<I, O>, init: unknown): O {
  checkAnswer(method, init);
  return createMessage(method.output as DescMessage, init as MessageInitShape<DescMessage>) as O;
}

async function* completeAll<I, O>(ctx: RequestContext<I, O>, answers: unknown): AsyncGenerator<O> {
  for await (const init of answersOf(ctx.method, answers)) {
    yield complete(ctx, init);
  }
}
