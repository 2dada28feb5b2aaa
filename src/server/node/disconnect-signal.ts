/** Detects Node clients that disconnect before the response is complete. */
import type { NodeRequest, NodeResponse } from "./node-exchange.ts";
import { closeWith } from "./pipelined.ts";

/**
 * Returns a signal that aborts when the client disconnects; it may have done so already, if middleware waited for
 * something.
 */
export function disconnectSignal(req: NodeRequest, res: NodeResponse): AbortSignal {
  const gone = new AbortController();
  if (isGone(req, res)) {
    gone.abort();
    return gone.signal;
  }
  res.once("close", () => {
    if (!isComplete(res)) {
      gone.abort();
    }
  });
  if (!("stream" in res || res.socket)) {
    closeWith(req.socket, res);
  }
  return gone.signal;
}

function isGone(req: NodeRequest, res: NodeResponse): boolean {
  const isClosed = "stream" in res ? res.stream.destroyed || res.stream.closed : res.destroyed;
  return isClosed || req.aborted || req.socket.destroyed;
}

/** Returns true if a closed response was sent completely. Over HTTP/2, `writableFinished` does not tell. */
function isComplete(res: NodeResponse): boolean {
  return "stream" in res ? res.stream.rstCode === 0 && !res.stream.aborted : res.writableFinished;
}
