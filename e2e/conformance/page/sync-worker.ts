/** A worker that runs one case after another with the synchronous client, blocked during each. */
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { ClientCompatRequestSchema, ClientResponseResultSchema } from "./protos.ts";
import { runCaseSync } from "./run-case-sync.ts";

addEventListener("message", ({ data }: MessageEvent<Uint8Array>) => {
  try {
    postMessage({
      result: toBinary(ClientResponseResultSchema, runCaseSync(fromBinary(ClientCompatRequestSchema, data))),
    });
  } catch (error) {
    postMessage({ error: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) });
  }
});
