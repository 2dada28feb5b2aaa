/** What a test can have a method answer. */
import type {
  DescMethod,
  DescMethodServerStreaming,
  DescMethodUnary,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import type { SingleAnswerMethod } from "../codec/method-types.ts";
import type { HandlerContext } from "../server/handler-context.ts";

/** What a method of a service is given: one message, or those of a stream as they arrive. */
export type MockRequest<M extends DescMethod> = M extends DescMethodUnary | DescMethodServerStreaming
  ? MessageShape<M["input"]>
  : AsyncIterable<MessageShape<M["input"]>>;

/** The fields of a response; of a method that streams, any iterable of them. */
type MockResponse<M extends DescMethod> = M extends SingleAnswerMethod
  ? MessageInitShape<M["output"]>
  : Iterable<MessageInitShape<M["output"]>> | AsyncIterable<MessageInitShape<M["output"]>>;

/** What a function may give instead: a promise, where there is one response. */
type Answered<M extends DescMethod> = M extends SingleAnswerMethod
  ? MockResponse<M> | Promise<MockResponse<M>>
  : MockResponse<M>;

/**
 * How a method answers: with these fields, with these messages if it streams, with this error, or as this function says,
 * which is what an implementation in `service()` is. A ConnectError arrives as it is; anything else is a bug of the
 * server, and the client learns no more than internal.
 */
export type MockAnswer<M extends DescMethod> =
  | MockResponse<M>
  | Error
  | ((
      request: MockRequest<M>,
      ctx: HandlerContext<MessageShape<M["input"]>, MessageShape<M["output"]>>,
    ) => Answered<M>);
