/** Returns the decompressed bytes of a frame: synchronously if they are not compressed, otherwise on demand. */
import type { Frame } from "./frames.ts";
import { inflate } from "./inflate.ts";

export type FrameBytes =
  | { readonly bytes: Uint8Array; readonly problem?: undefined }
  | { readonly bytes?: undefined; readonly problem: string };

const known = new WeakMap<Frame, FrameBytes | Promise<FrameBytes>>();

/** @returns a promise if the frame has to be decompressed first */
export function frameBytes(frame: Frame, encoding: string | undefined): FrameBytes | Promise<FrameBytes> {
  const cached = known.get(frame);
  if (cached) {
    return cached;
  }
  if (!frame.isCompressed) {
    return { bytes: frame.bytes };
  }
  const inflated = inflateFrame(frame, encoding).then((result) => {
    known.set(frame, result);
    return result;
  });
  known.set(frame, inflated);
  return inflated;
}

async function inflateFrame(frame: Frame, encoding: string | undefined): Promise<FrameBytes> {
  try {
    return { bytes: await inflate(frame.bytes, encoding) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: `Cannot decompress: ${reason}` };
  }
}
