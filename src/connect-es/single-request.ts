/** connect-es hands over every request as a row of messages, Farcall only those of methods that stream them. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

/** The one message. Lets go of the rest, for there is none. */
export async function singleRequest<I>(requests: AsyncIterable<I>): Promise<I> {
  for await (const request of requests) {
    return request;
  }
  throw new ConnectError(Code.InvalidArgument, "the request has no message: this method takes one");
}

export async function* oneMessage<T>(message: T): AsyncGenerator<T> {
  yield message;
}
