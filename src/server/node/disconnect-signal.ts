/** Tells that a Node client went away before it had its answer. */
import type { NodeRequest, NodeResponse } from "./node-exchange.ts";
import { closeWith } from "./pipelined.ts";

/** A middleware may have waited for something before it let the request through: then the client can be gone already. */
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

/** Whether a response that is closed was sent whole. Over HTTP/2, `writableFinished` tells nothing about that. */
function isComplete(res: NodeResponse): boolean {
  return "stream" in res ? res.stream.rstCode === 0 && !res.stream.aborted : res.writableFinished;
}
