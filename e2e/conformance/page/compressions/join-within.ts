/** Collects the output of a decompression, up to a limit. */

export interface BoundedParts {
  push(part: Uint8Array): void;
  join(): Uint8Array;
}

export function joinWithin(maxBytes: number): BoundedParts {
  const parts: Uint8Array[] = [];
  let size = 0;
  return {
    push(part) {
      size += part.byteLength;
      if (size > maxBytes) {
        throw new Error(`more than ${maxBytes} bytes`);
      }
      parts.push(part);
    },
    join() {
      const joined = new Uint8Array(size);
      let start = 0;
      for (const part of parts) {
        joined.set(part, start);
        start += part.byteLength;
      }
      return joined;
    },
  };
}
