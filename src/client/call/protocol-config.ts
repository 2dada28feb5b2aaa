/** What is worked out of a transport's configuration for the protocols that look at it, and costs nothing for others. */
import { detached } from "../../codec/detached.ts";
import type { CallConfig, ProtocolConfig } from "../../protocol/protocol.ts";
import { isCrossOrigin } from "../base-url.ts";
import type { TransportCore } from "./call-target.ts";

export function completeConfig(config: CallConfig): ProtocolConfig {
  const { acceptCompression = [], baseUrl } = config;
  return { ...config, acceptCompression, crossOrigin: isCrossOrigin(baseUrl) };
}

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
