/** `farcall/server/node`: runs a fetch handler under Node. */
export { createNodeHandler, type NodeHandler } from "./node-handler.ts";
