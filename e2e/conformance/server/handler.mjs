/** The fetch handler under test, with all server features of the package. */
import { createRegistry } from "@bufbuild/protobuf";
import { gzip, protoBinary, protoJson } from "farcall";
import { brotli } from "farcall/compression/brotli";
import { zstd } from "farcall/compression/zstd";
import { createFetchHandler, service } from "farcall/server";
import { implementation } from "./implementation.mjs";
import { ConformanceService, file_connectrpc_conformance_v1_service } from "./protos.mjs";

/**
 * @param {{ messageReceiveLimit: number }} request
 * @returns {import("farcall/server").FetchHandler}
 */
export function createHandler({ messageReceiveLimit }) {
  // Required for JSON, which expands Any: the requests that are echoed, and the details of errors.
  const registry = createRegistry(file_connectrpc_conformance_v1_service);
  return createFetchHandler({
    services: [service(ConformanceService, implementation)],
    codecs: [protoBinary(), protoJson({ registry })],
    compressions: [gzip(), brotli(), zstd()],
    compressMinBytes: 0, // most responses of the suite are small, but have to be compressed
    readMaxBytes: messageReceiveLimit || undefined,
    cors: true, // with --mode both, calls come from a page of another origin
  });
}
