/** What the tests need to write responses of either protocol by hand. */
import { connectEnd, grpcWebEnd } from "../../servers/frames.ts";
import type { ProtocolName } from "../calls/world.ts";

interface Wire {
  unaryType: string;
  streamType: string;
  /** The frame that ends a stream successfully. */
  end: Uint8Array;
}

export const wires: Record<ProtocolName, Wire> = {
  Connect: { unaryType: "application/proto", streamType: "application/connect+proto", end: connectEnd() },
  "gRPC-Web": {
    unaryType: "application/grpc-web+proto",
    streamType: "application/grpc-web+proto",
    end: grpcWebEnd(),
  },
};

export const protocolNames = ["Connect", "gRPC-Web"] as const;

export const utf8 = (text: string) => new TextEncoder().encode(text);

/** Returns a text's UTF-8 bytes as one character each, which is how Node sends them in a header. */
export function rawUtf8(text: string): string {
  return Array.from(utf8(text), (byte) => String.fromCharCode(byte)).join("");
}
