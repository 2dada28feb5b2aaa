/** The demo services as a fetch handler. Open to every origin, since it has nothing to hide. */
import { createFetchHandler } from "farcall/server";
import { demoService } from "./demo-service.ts";
import { notesService } from "./notes-service.ts";

export const demoServer = createFetchHandler({ services: [demoService(), notesService()], cors: true });
