/**
 * The server under test, started by the runner once for each configuration: `node main.mjs`. Reads the configuration from
 * stdin, writes its address to stdout, and serves until it is terminated.
 *
 * @see https://github.com/connectrpc/conformance/blob/v1.0.5/proto/connectrpc/conformance/v1/server_compat.proto
 */
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { FrameReader, frame } from "../frames.mjs";
import { createHandler } from "./handler.mjs";
import { listen } from "./listen.mjs";
import { ServerCompatRequestSchema, ServerCompatResponseSchema } from "./protos.mjs";

process.on("SIGTERM", () => process.exit(0));

const requests = new FrameReader();
process.stdin.on("data", async (chunk) => {
  for (const bytes of requests.push(/** @type {Buffer} */ (chunk))) {
    const request = fromBinary(ServerCompatRequestSchema, bytes);
    const port = await listen(request, createHandler(request));
    const pemCert = request.useTls ? request.serverCreds?.cert : undefined;
    const response = create(ServerCompatResponseSchema, { host: "127.0.0.1", port, ...(pemCert && { pemCert }) });
    process.stdout.write(frame(toBinary(ServerCompatResponseSchema, response)));
  }
});
