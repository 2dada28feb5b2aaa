/** Runs a fetch handler under node:http and node:http2, as a request listener or as middleware. */
import type { ContextValues } from "../../core/context-values.ts";
import { checkFunction, hasMethods, invalidOption } from "../../core/invalid-option.ts";
import type { FetchHandler } from "../fetch-handler.ts";
import { clientAddress } from "./client-address.ts";
import type { NodeRequest, NodeResponse } from "./node-exchange.ts";
import { toRequest } from "./node-request.ts";
import { send, sendEmpty } from "./node-response.ts";
import { keepsSentPath, requestUrl } from "./request-url.ts";

export interface NodeHandlerOptions {
  /**
   * Returns what middleware or the connection knows about the caller, for methods and interceptors to read from
   * `ctx.values`. Called once per served request. If it throws, the response is a 500. Default: none.
   *
   * @example
   * const user = createContextKey<User | undefined>(undefined);
   * app.use(
   *   createNodeHandler(handler, {
   *     values: (req) => new ContextValues().set(user, (req as express.Request).user),
   *   }),
   * );
   * // in a method: ctx.values.get(user)
   */
  values?: (req: NodeRequest, res: NodeResponse) => ContextValues | undefined;
}

/** A request listener; with `next`, middleware that passes on requests for paths it does not serve. */
export type NodeHandler = (req: NodeRequest, res: NodeResponse, next?: () => void) => void;

/**
 * Adapts a fetch handler to Node: for node:http, node:https and node:http2, and as middleware for Vite, Connect and
 * Express. A client that disconnects aborts the request's signal; a client that reads slowly slows the response down.
 *
 * Over HTTP/2, requests and responses of a stream flow at the same time.
 *
 * Put it before body parsers. After one, it uses what the parser left in `req.body`.
 *
 * @example
 * http.createServer(createNodeHandler(handler)).listen(8080);
 */
export function createNodeHandler(handler: FetchHandler, { values }: NodeHandlerOptions = {}): NodeHandler {
  if (typeof handler !== "function" || !hasMethods(handler, "handles")) {
    throw invalidOption("the handler", handler, "a handler from createFetchHandler or toFetchHandler");
  }
  checkFunction("values", values);
  return (req, res, next) => {
    const refuse = (status: number) => (next ? next() : sendEmpty(res, status));
    const url = requestUrl(req);
    if (!url) {
      refuse(400);
      return;
    }
    // Middleware may have parsed the path differently, and let the request pass because of that.
    if (!keepsSentPath(url, req) || (next && !handler.handles(url.pathname))) {
      refuse(404);
      return;
    }
    const request = toRequest(req, res, url);
    if (!request) {
      refuse(400);
      return;
    }
    const answer = async () => {
      const info = { clientAddress: clientAddress(req), values: values?.(req, res) };
      await send(await handler(request, info), res, request);
    };
    answer().catch((error) => {
      if (!request.signal.aborted) {
        console.error(error); // fetch handlers never reject: this is a bug
      }
      sendEmpty(res, 500);
    });
  };
}
