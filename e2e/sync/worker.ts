/** A web worker that makes synchronous calls on request, and reports their results. */
import { gzip, isConnectError, protoBinary, protoJson, ResponseMetadata } from "farcall";
import { brotli } from "farcall/compression/brotli";
import { zstd } from "farcall/compression/zstd";
import { createSyncClient, createSyncTransport, type SyncServerStream } from "farcall/sync";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { callLog } from "./call-log.ts";
import type { Answer, Fields, Question } from "./question.ts";

const codecs = { binary: protoBinary(), JSON: protoJson() };
const compressions = { gzip: gzip(), br: brotli(), zstd: zstd() };

self.onmessage = ({ data }: MessageEvent<Question & { id: number }>) => {
  self.postMessage({ id: data.id, ...answer(data) });
};

function answer({ server, method, request, options = {}, take = Infinity }: Question): Answer {
  const { codec = "binary", accept, send, interceptors, ...rest } = server;
  const metadata = new ResponseMetadata();
  const log = callLog();
  const messages: Fields[] = [];
  const events: string[] = [];
  const start = performance.now();
  let error: Answer["error"];
  try {
    const transport = createSyncTransport({
      ...rest,
      codec: codecs[codec],
      ...(accept && { acceptCompression: accept.map((name) => compressions[name]) }),
      ...(send !== undefined && { sendCompression: send && compressions[send] }),
      ...(interceptors && { interceptors: [log.interceptor] }),
    });
    const client = createSyncClient(DemoService, transport);
    const call = client[method] as (request: unknown, options: object) => unknown;
    const result = call(request, {
      ...options,
      metadata,
      onHeader: () => events.push("header"),
      onTrailer: () => events.push("trailer"),
    });
    if (Symbol.iterator in (result as object)) {
      for (const message of result as SyncServerStream<Fields>) {
        messages.push(message);
        if (messages.length === take) {
          break;
        }
      }
    } else {
      messages.push(result as Fields);
    }
  } catch (reason) {
    error = isConnectError(reason)
      ? {
          name: reason.name,
          code: reason.code,
          rawMessage: reason.rawMessage,
          method: reason.method,
          cause: (reason.cause as Error | undefined)?.name,
          details: reason.details.map(({ type }) => type),
          metadata: Object.fromEntries(reason.metadata),
        }
      : { name: "no ConnectError", rawMessage: String(reason) };
  }
  return {
    messages,
    error,
    headers: Object.fromEntries(metadata.headers),
    trailers: Object.fromEntries(metadata.trailers),
    elapsedMs: performance.now() - start,
    log: log.entries,
    events,
  };
}
