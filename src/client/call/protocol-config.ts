/** Derives protocol configuration from a transport's, in bundles whose protocols need it. */
import { detached } from "../../codec/detached.ts";
import type { CallConfig, ProtocolConfig } from "../../protocol/protocol.ts";
import { isCrossOrigin } from "../base-url.ts";
import type { TransportCore } from "./call-target.ts";

export function completeConfig(config: CallConfig): ProtocolConfig {
  const { acceptCompression = [], baseUrl } = config;
  return { ...config, acceptCompression, crossOrigin: isCrossOrigin(baseUrl) };
}

/**
 * Detaches messages, because many share a chunk that none of them should keep alive. A full-duplex fetch gets the
 * request as a stream by default.
 */
export function streamConfig({ config, fetch }: TransportCore): ProtocolConfig {
  return {
    ...completeConfig(config),
    codec: detached(config.codec),
    requestStreaming: config.requestStreaming ?? (fetch.fullDuplex ? "auto" : "collect"),
  };
}
