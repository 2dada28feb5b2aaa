/** Builds bodies of both protocols byte by byte, for the scripted server. */
import { base64 } from "./script.ts";

/** One envelope: flags, length, payload. */
export function frame(flags: number, payload: Uint8Array | string = ""): Uint8Array<ArrayBuffer> {
  const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const envelope = new Uint8Array(5 + bytes.byteLength);
  envelope[0] = flags;
  new DataView(envelope.buffer).setUint32(1, bytes.byteLength);
  envelope.set(bytes, 5);
  return envelope;
}

/** The bytes of a body in one piece. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

/** A SayResponse or IntroduceResponse with this sentence (below 128 characters), which is field 1 of both. */
export function sentence(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  return Uint8Array.of(0x0a, bytes.byteLength, ...bytes);
}

export const connectEnd = (json = "{}") => frame(0b10, json);
export const grpcWebEnd = (block = "grpc-status: 0\r\n") => frame(0x80, block);

/** Encodes the chunks of a body as in scripts. */
export const chunks = (...pieces: Uint8Array[]) => pieces.map(base64);
