/** The demo services as a middleware for Node. Open to every origin, since it has nothing to hide. */
import { createFetchHandler } from "farcall/server";
import { createNodeHandler } from "farcall/server/node";
import { demoService } from "./demo-service.ts";
import { notesService } from "./notes-service.ts";

export const demoHandler = createNodeHandler(
  createFetchHandler({ services: [demoService(), notesService()], cors: true }),
);
