/** Responses waiting for their turn on an HTTP/1 connection with pipelined requests. */
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** One listener per connection: with one per request, pipelining could trigger Node's warning about listener leaks. */
const waiting = new WeakMap<Socket, Set<ServerResponse>>();

/** Closes a waiting response when its connection breaks, which Node does only for the first in line. */
export function closeWith(socket: Socket, res: ServerResponse): void {
  const responses = waiting.get(socket) ?? watch(socket);
  responses.add(res);
  res.once("close", () => responses.delete(res));
}

function watch(socket: Socket): Set<ServerResponse> {
  const responses = new Set<ServerResponse>();
  waiting.set(socket, responses);
  socket.once("close", () => {
    for (const res of responses) {
      if (!res.socket) {
        res.destroy();
        res.emit("close");
      }
    }
  });
  return responses;
}
