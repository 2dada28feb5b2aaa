/** A transport for tests and stories, with the real server of this package behind it. */
import type { DescMethod, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import type { ConnectTransportOptions } from "../client/connect-transport.ts";
import type { Transport } from "../client/transport.ts";
import type { SingleAnswerMethod, StreamMethod } from "../codec/method-types.ts";
import { methodInfo } from "../codec/proto-method.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { type MethodInfo, procedureName } from "../core/method.ts";
import { createFetchHandler, type FetchHandler, type FetchHandlerOptions } from "../server/fetch-handler.ts";
import { createInMemoryTransport } from "../server/in-memory-transport.ts";
import type { Service } from "../server/service.ts";
import type { MockAnswer } from "./mock-answer.ts";
import { MockBook } from "./mock-book.ts";
import type { MockCall } from "./mock-call.ts";
import { MockFeed } from "./mock-feed.ts";
import { MockHold } from "./mock-hold.ts";
import { mockedService } from "./mocked-service.ts";
import { readBeside, respondWith } from "./respond-with.ts";

/** Options of the client, and of `mock.handler` for when it serves other clients. */
export interface MockTransportOptions
  extends Partial<Omit<ConnectTransportOptions, "baseUrl" | "fetch">>,
    Pick<FetchHandlerOptions, "basePath" | "cors" | "onError"> {}

/** A call of this method, as recorded by the mock. */
export type MockCallOf<M extends DescMethod> = MockCall<MessageShape<M["input"]>>;

/** The transport that `mockTransport` returns, with methods for the test. */
export interface MockTransport extends Transport {
  /** A fetch handler with the same answers: for Playwright, MSW, a service worker, or a server in the test. */
  readonly handler: FetchHandler;
  /** Sets the answer of a method from now on, in place of earlier answers and of the service's implementation. */
  answer<M extends DescMethod>(method: M, answer: MockAnswer<M>): void;
  /** Sets the answer of the next call only. Several are used in order. */
  answerOnce<M extends DescMethod>(method: M, answer: MockAnswer<M>): void;
  /** Keeps calls of a method pending until the test answers them. For methods with one response. */
  hold<M extends SingleAnswerMethod>(method: M): MockHold<MessageShape<M["input"]>, MessageInitShape<M["output"]>>;
  /** Streams the messages that the test pushes. For methods that stream responses. */
  feed<M extends StreamMethod>(method: M): MockFeed<MessageShape<M["input"]>, MessageInitShape<M["output"]>>;
  /** Returns the calls so far, of one method or of all, in the order in which they arrived. */
  calls<M extends DescMethod>(method: M): MockCallOf<M>[];
  calls(): MockCall[];
  /** Restores the answers of the services and forgets all calls. Held calls and open streams fail with unavailable. */
  reset(): void;
}

/**
 * Creates a transport whose calls are answered by the test, through the real server of this package: encoding, headers,
 * errors, deadlines and cancellation are real, but no network is used and no global is replaced.
 *
 * A method without an answer fails with unimplemented, and the error says what to add. Call `close()` at the end of a
 * test, or declare the mock with `using`, to end everything that is still open.
 *
 * @param services `service(Description, implementation)`, or an array of several. An implementation may be empty.
 *
 * @example
 * using mock = mockTransport(service(ElizaService, { say: ({ sentence }) => ({ sentence: `You said: ${sentence}` })
 * })); const eliza = createClient(ElizaService, mock); mock.answerOnce(ElizaService.method.say, new
 * ConnectError(Code.Unavailable, "not now"));
 */
export function mockTransport(
  services: Service | readonly Service[],
  { basePath, cors, onError, ...options }: MockTransportOptions = {},
): MockTransport {
  const book = new MockBook();
  const handler = createFetchHandler({
    services: listOf(services).map(mockedService),
    interceptors: [book],
    ...(basePath !== undefined && { basePath }),
    ...(cors !== undefined && { cors }),
    ...(onError && { onError }),
  });
  const transport = createInMemoryTransport(handler, {
    ...options,
    baseUrl: basePath ?? "/",
    interceptors: [...(options.interceptors ?? []), refuseUnknown(handler, basePath)],
  });
  const expectKind = (method: DescMethod, isStream: boolean, instead: string): void => {
    const { kind, name } = methodInfo<DescMethod>(method);
    if (/serverStream|bidi/.test(kind) !== isStream) {
      const what = isStream ? "has one response" : "streams responses";
      throw new ConnectError(Code.InvalidArgument, `${name} ${what}: use mock.${instead} for it`);
    }
  };
  const close = (): void => {
    book.clear("the mock was closed");
    transport.close();
    handler.close({ graceMs: 0 }).catch((error) => console.error(error));
  };
  return {
    ...transport,
    handler,
    answer: (method, answer) => book.set(method, respondWith(methodInfo<DescMethod>(method).kind, answer)),
    answerOnce: (method, answer) => book.setOnce(method, respondWith(methodInfo<DescMethod>(method).kind, answer)),
    hold<M extends SingleAnswerMethod>(method: M) {
      expectKind(method, false, "feed");
      const held = book.hold(new MockHold<MessageShape<M["input"]>, MessageInitShape<M["output"]>>(method.name));
      book.set(method, (request, ctx, call) => {
        readBeside(ctx.method.kind, request);
        return held.take(call as MockCallOf<M>, ctx);
      });
      return held;
    },
    feed<M extends StreamMethod>(method: M) {
      expectKind(method, true, "hold");
      const fed = book.hold(new MockFeed<MessageShape<M["input"]>, MessageInitShape<M["output"]>>(method.name));
      book.set(method, (request, ctx, call) => {
        readBeside(ctx.method.kind, request);
        return fed.take(call as MockCallOf<M>, ctx);
      });
      return fed;
    },
    calls: <M extends DescMethod>(method?: M) => {
      const info = method && (methodInfo<DescMethod>(method) as MethodInfo);
      return book.calls.filter((call) => !info || call.method === info) as MockCallOf<M>[];
    },
    reset: () => book.clear("the mock was reset"),
    close,
    [Symbol.dispose]: close,
  };
}

/** Returns an array of services. A single service is an array itself, of endpoints. */
function listOf(services: Service | readonly Service[]): readonly Service[] {
  const [first] = services;
  return first !== undefined && Array.isArray(first) ? (services as readonly Service[]) : [services as Service];
}

/** Fails calls to services that the mock lacks, and says what to add: the server would only report an unknown path. */
function refuseUnknown(handler: FetchHandler, basePath = "") {
  const prefix = basePath.replace(/^\/*(.*?)\/*$/, (_, path) => path && `/${path}`);
  return {
    onStart({ method }: { readonly method: MethodInfo }) {
      if (!handler.handles(`${prefix}/${procedureName(method)}`)) {
        const name = method.serviceName.slice(method.serviceName.lastIndexOf(".") + 1);
        throw new ConnectError(
          Code.Unimplemented,
          `${method.serviceName} is not in this mock: add service(${name}, { ... }) to mockTransport([...])`,
        );
      }
    },
  };
}
