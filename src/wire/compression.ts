/** Defines how messages are compressed, and how peers agree on a compression. */

/**
 * A compression method, named as in HTTP headers: "gzip", "br", "zstd".
 *
 * Both functions may return a result or a promise. Synchronous calls cannot await promises: a function that may return
 * one needs a synchronous twin.
 *
 * @see https://connectrpc.com/docs/protocol#unary-request (Content-Encoding)
 */
export interface Compression {
  readonly name: string;
  compress(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /**
   * Must stop, with `messageTooLarge(maxBytes)` or any other error, before its output exceeds `maxBytes`: a peer's data
   * may inflate a thousandfold.
   *
   * @param check throws once the call must stop; long synchronous computations must call it regularly, because no timer
   *   can fire during them
   */
  decompress(bytes: Uint8Array, maxBytes: number, check?: () => void): Uint8Array | Promise<Uint8Array>;
  /** Used by synchronous calls instead of `compress`. Default: `compress`, which must then be synchronous. */
  compressSync?(bytes: Uint8Array): Uint8Array;
  /** Used by synchronous calls instead of `decompress`. Default: `decompress`, which must then be synchronous. */
  decompressSync?(bytes: Uint8Array, maxBytes: number, check?: () => void): Uint8Array;
  /**
   * The first bytes of all compressed data, if they are constant. Browsers decode some response bodies, but keep the
   * header that names the compression: these bytes tell a client whether a body is still compressed.
   */
  readonly magic?: readonly number[];
}

/** Returns the value of an accept header: names in order of preference; undefined if there are none. */
export function acceptEncoding(compressions: readonly Compression[]): string | undefined {
  return compressions.map(({ name }) => name).join(",") || undefined;
}

/** Returns the first compression that an accept header asks for. */
export function negotiateCompression<C extends Compression>(
  accepted: string | null,
  compressions: readonly C[],
): C | undefined {
  for (const entry of accepted?.split(",") ?? []) {
    const [name = "", ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
    const found = compressions.find((compression) => compression.name === name);
    if (found && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) {
      return found;
    }
  }
  return undefined;
}

/** Returns the compression that an encoding header names: undefined for none, null for an unknown one. */
export function findCompression<C extends Compression>(
  encoding: string | null,
  compressions: readonly C[],
): C | undefined | null {
  const name = encoding?.trim().toLowerCase();
  return !name || name === "identity" ? undefined : (compressions.find((known) => known.name === name) ?? null);
}
