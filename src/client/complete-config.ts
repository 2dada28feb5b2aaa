/** What is worked out of a transport's configuration for the protocols that look at it, and costs nothing for others. */
import type { CallConfig, ProtocolConfig } from "../protocol/protocol.ts";
import { isCrossOrigin } from "./base-url.ts";

export function completeConfig(config: CallConfig): ProtocolConfig {
  const { acceptCompression = [], baseUrl } = config;
  return { ...config, acceptCompression, crossOrigin: isCrossOrigin(baseUrl) };
}
