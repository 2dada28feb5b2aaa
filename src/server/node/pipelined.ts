/** Responses that wait for their turn on a connection of HTTP/1, on which the client has sent several requests at once. */
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** One listener for a connection: a client could send so many requests that Node warns of listeners that pile up. */
const waiting = new WeakMap<Socket, Set<ServerResponse>>();

/** Closes a response that waits when the connection breaks. Node does so for the first in the row alone. */
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
