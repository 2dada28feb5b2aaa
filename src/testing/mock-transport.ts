/** A transport for tests, stories and mocks, with the real server of this package behind it. */
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

/** Those of the client, and what the handler of the mock needs where it serves others: `mock.handler`. */
export interface MockTransportOptions
  extends Partial<Omit<ConnectTransportOptions, "baseUrl" | "fetch">>,
    Pick<FetchHandlerOptions, "basePath" | "cors" | "onError"> {}

/** A call of this method, as the mock has seen it. */
export type MockCallOf<M extends DescMethod> = MockCall<MessageShape<M["input"]>>;

/** What `mockTransport` makes: a transport, and what a test does with it. */
export interface MockTransport extends Transport {
  /** The same answers as a fetch handler: for Playwright, MSW, a service worker, or a server of the test's own. */
  readonly handler: FetchHandler;
  /** Has the method answer so from now on: what it answered before, and what the service says, is put aside. */
  answer<M extends DescMethod>(method: M, answer: MockAnswer<M>): void;
  /** The same for the next call alone. Several are used up in their order. */
  answerOnce<M extends DescMethod>(method: M, answer: MockAnswer<M>): void;
  /** Has calls of the method wait until the test answers them. For methods with one response. */
  hold<M extends SingleAnswerMethod>(method: M): MockHold<MessageShape<M["input"]>, MessageInitShape<M["output"]>>;
  /** Has the method stream what the test pushes. For methods that stream responses. */
  feed<M extends StreamMethod>(method: M): MockFeed<MessageShape<M["input"]>, MessageInitShape<M["output"]>>;
  /** The calls so far, in the order in which they came: those of a method, or all. */
  calls<M extends DescMethod>(method: M): MockCallOf<M>[];
  calls(): MockCall[];
  /** As at the beginning: the answers of the services, and no calls. What waits or streams fails with unavailable. */
  reset(): void;
}

/**
 * Creates a transport whose calls are answered by the test, through the real server of this package: encoding, headers,
 * errors, deadlines and cancellation are the true ones, and there is neither a network nor a global that is replaced.
 *
 * A method without an answer fails with unimplemented, and says what to add. `close()`, or `using`, at the end of a test
 * ends whatever is still open.
 *
 * @param services `service(Description, implementation)`, or an array of several. An implementation may be empty.
 *
 * @example
 * using mock = mockTransport(service(ElizaService, { say: ({ sentence }) => ({ sentence: `You said: ${sentence}` }) }));
 * const eliza = createClient(ElizaService, mock);
 * mock.answerOnce(ElizaService.method.say, new ConnectError(Code.Unavailable, "not now"));
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

/** A service is an array itself: of endpoints. */
function listOf(services: Service | readonly Service[]): readonly Service[] {
  const [first] = services;
  return first !== undefined && Array.isArray(first) ? (services as readonly Service[]) : [services as Service];
}

/** A service that is not mocked at all is a fault of the test, which a server can only call unknown. */
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
