/** Decompression bombs: bodies of up to about a megabyte that decompress to one GiB, a single message of zeros. */
import { once } from "node:events";
import zlib from "node:zlib";
import { frame } from "./frames.ts";

const mebibyte = 1024 * 1024;
const mebibytes = 1024;

const makers: Record<string, () => Promise<Uint8Array>> = {
  gzip: async () => gzipZeros(),
  br: () => squeeze(zlib.createBrotliCompress({ params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } })),
  zstd: async () => zstdZeros(),
};
const made = new Map<string, Promise<Uint8Array>>();

/** Returns a bomb, which is created on first use. */
export function bomb(encoding: string): Promise<Uint8Array> {
  let bytes = made.get(encoding);
  if (!bytes) {
    bytes = (makers[encoding] as () => Promise<Uint8Array>)();
    made.set(encoding, bytes);
  }
  return bytes;
}

/** Returns the headers and the body of a response with this bomb, in one of the response formats. */
export async function bombResponse(encoding: string, form: string): Promise<{ headers: object; body: Uint8Array }> {
  const bytes = await bomb(encoding);
  switch (form) {
    case "connect":
      return {
        headers: { "content-type": "application/connect+proto", "connect-content-encoding": encoding },
        body: frame(1, bytes),
      };
    case "grpc-web":
      return {
        headers: { "content-type": "application/grpc-web+proto", "grpc-encoding": encoding },
        body: frame(1, bytes),
      };
    default:
      return { headers: { "content-type": "application/proto", "content-encoding": encoding }, body: bytes };
  }
}

async function squeeze(compressor: zlib.BrotliCompress): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  compressor.on("data", (piece: Buffer) => pieces.push(piece));
  const zeros = Buffer.alloc(mebibyte);
  for (let index = 0; index < mebibytes; index++) {
    if (!compressor.write(zeros)) {
      await once(compressor, "drain");
    }
  }
  compressor.end();
  await once(compressor, "end");
  return Buffer.concat(pieces);
}

/**
 * Compresses one mebibyte and repeats its blocks, because compressing all of it takes seconds.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc1952#section-2.2
 */
function gzipZeros(): Uint8Array {
  const header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
  // Flushed, so that the blocks end at a byte and refer to none before them.
  const blocks = zlib.deflateRawSync(Buffer.alloc(mebibyte), { finishFlush: zlib.constants.Z_FULL_FLUSH });
  const lastBlock = [3, 0];
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(0x5b64c2b0, 0); // of one GiB of zeros
  trailer.writeUInt32LE(mebibytes * mebibyte, 4);
  return Buffer.concat([Buffer.from(header), ...Array(mebibytes).fill(blocks), Buffer.from(lastBlock), trailer]);
}

/**
 * Builds a zstd frame by hand, because Node 20 has no zstd: RLE blocks of 128 KiB each.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1
 */
function zstdZeros(): Uint8Array {
  const blockBytes = 128 * 1024;
  const blocks = (mebibytes * mebibyte) / blockBytes;
  const frameHeader = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]; // no content size, a window of 2 MiB
  const bytes = new Uint8Array(frameHeader.length + 4 * blocks);
  bytes.set(frameHeader);
  for (let index = 0; index < blocks; index++) {
    const header = (blockBytes << 3) | (1 << 1) | (index === blocks - 1 ? 1 : 0);
    bytes.set([header & 0xff, (header >> 8) & 0xff, (header >> 16) & 0xff, 0], frameHeader.length + 4 * index);
  }
  return bytes;
}
