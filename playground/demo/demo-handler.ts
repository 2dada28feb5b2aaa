/** The demo services as a middleware for Node. */
import { createNodeHandler } from "farcall/server/node";
import { demoServer } from "./demo-server.ts";

export const demoHandler = createNodeHandler(demoServer);
