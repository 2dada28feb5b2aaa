/** `farcall/server/node`: runs a fetch handler under Node. */

export type { NodeRequest, NodeResponse } from "./node-exchange.ts";
export { createNodeHandler, type NodeHandler, type NodeHandlerOptions } from "./node-handler.ts";
