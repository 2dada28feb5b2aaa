/** The demo services as a fetch handler. Allows every origin, because it has nothing to hide. */
import { gzip } from "farcall";
import { brotli } from "farcall/compression/brotli";
import { zstd } from "farcall/compression/zstd";
import { createFetchHandler } from "farcall/server";
import { demoService } from "./demo-service.ts";
import { notesService } from "./notes-service.ts";

export const demoServer = createFetchHandler({
  services: [demoService(), notesService()],
  compressions: [gzip(), brotli(), zstd()],
  cors: true,
});
