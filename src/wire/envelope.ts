/**
 * The envelope of each message in a stream: one byte of flags, four bytes of length (big-endian), payload.
 *
 * @see https://connectrpc.com/docs/protocol#streaming-request
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */

/** The size of an envelope's header. */
export const envelopeHeaderBytes = 5;

/** The payload is compressed. Used by both protocols. */
export const compressedFlag = 0b0000_0001;

/** Connect: this envelope ends the stream and carries its trailers. */
export const connectEndFlag = 0b0000_0010;

/** gRPC-Web: this envelope ends the stream and carries its trailers. */
export const grpcWebTrailerFlag = 0b1000_0000;

export interface Envelope {
  readonly flags: number;
  readonly payload: Uint8Array;
}

/** Encodes envelopes into one array. */
export function encodeEnvelopes(...envelopes: Envelope[]): Uint8Array {
  const size = envelopes.reduce((sum, { payload }) => sum + envelopeHeaderBytes + payload.byteLength, 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const { flags, payload } of envelopes) {
    bytes[offset] = flags;
    view.setUint32(offset + 1, payload.byteLength);
    bytes.set(payload, offset + envelopeHeaderBytes);
    offset += envelopeHeaderBytes + payload.byteLength;
  }
  return bytes;
}
