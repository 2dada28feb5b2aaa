/** The demo service as a middleware for Node. Open to every origin, since it has nothing to hide. */
import { createFetchHandler } from "farcall/server";
import { createNodeHandler } from "farcall/server/node";
import { demoService } from "./demo-service.ts";

export const demoHandler = createNodeHandler(createFetchHandler({ services: [demoService()], cors: true }));
