/** How the streams of a transport are sent. */
import type { ProtocolConfig } from "../protocol/protocol.ts";
import type { TransportCore } from "./transport-core.ts";

/** A fetch that answers while the request is still being made is given it as it is made, unless it has to be one piece. */
export function streamConfig({ config, fetch }: TransportCore): ProtocolConfig {
  return { ...config, requestStreaming: config.requestStreaming ?? (fetch.fullDuplex ? "auto" : "collect") };
}
