/** The demo services as Node middleware. */
import { createNodeHandler } from "farcall/server/node";
import { demoServer } from "./demo-server.ts";

export const demoHandler = createNodeHandler(demoServer);
