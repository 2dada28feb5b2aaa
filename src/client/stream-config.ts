/** How the streams of a transport are sent and read. */
import { detached } from "../codec/detached.ts";
import type { ProtocolConfig } from "../protocol/protocol.ts";
import { completeConfig } from "./complete-config.ts";
import type { TransportCore } from "./transport-core.ts";

/**
 * Many messages come in one chunk, which none of them is to keep alive. A fetch that answers while the request is still
 * being made is given it as it is made, unless it has to be one piece.
 */
export function streamConfig({ config, fetch }: TransportCore): ProtocolConfig {
  return {
    ...completeConfig(config),
    codec: detached(config.codec),
    requestStreaming: config.requestStreaming ?? (fetch.fullDuplex ? "auto" : "collect"),
  };
}
