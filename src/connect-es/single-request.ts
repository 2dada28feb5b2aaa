/** Converts single requests: for all streaming methods, connect-es passes requests as async iterables. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

/** Returns the only message, and closes the iterable. */
export async function singleRequest<I>(requests: AsyncIterable<I>): Promise<I> {
  for await (const request of requests) {
    return request;
  }
  throw new ConnectError(Code.InvalidArgument, "the request has no message, but this method takes one");
}

export async function* oneMessage<T>(message: T): AsyncGenerator<T> {
  yield message;
}
