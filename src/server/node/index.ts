/** `farcall/server/node`: runs a fetch handler under Node. */
export { createNodeHandler, type NodeHandler, type NodeHandlerOptions } from "./node-handler.ts";
export type { NodeRequest } from "./node-request.ts";
export type { NodeResponse } from "./node-response.ts";
