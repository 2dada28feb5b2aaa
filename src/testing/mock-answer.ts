/** The types of the answers that a test can give to a method. */
import type {
  DescMethod,
  DescMethodServerStreaming,
  DescMethodUnary,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import type { SingleAnswerMethod } from "../codec/method-types.ts";
import type { HandlerContext } from "../server/handler-context.ts";

/** What an implementation receives: one message, or the messages of a stream as they arrive. */
export type MockRequest<M extends DescMethod> = M extends DescMethodUnary | DescMethodServerStreaming
  ? MessageShape<M["input"]>
  : AsyncIterable<MessageShape<M["input"]>>;

/** The fields of a response; for a method that streams responses, any iterable of them. */
type MockResponse<M extends DescMethod> = M extends SingleAnswerMethod
  ? MessageInitShape<M["output"]>
  : Iterable<MessageInitShape<M["output"]>> | AsyncIterable<MessageInitShape<M["output"]>>;

/** What a function may return: for a single response, also a promise. */
type Answered<M extends DescMethod> = M extends SingleAnswerMethod
  ? MockResponse<M> | Promise<MockResponse<M>>
  : MockResponse<M>;

/**
 * How a method answers: with these fields, with these messages if it streams, with this error, or by calling this
 * function, which is the same as an implementation in `service()`. A ConnectError is sent as it is; any other error
 * counts as a bug in the server, and the client receives only internal.
 */
export type MockAnswer<M extends DescMethod> =
  | MockResponse<M>
  | Error
  | ((
      request: MockRequest<M>,
      ctx: HandlerContext<MessageShape<M["input"]>, MessageShape<M["output"]>>,
    ) => Answered<M>);
