/** How bytes become fewer, and how two peers agree on it. */

/**
 * A compression method, named as in HTTP headers: "gzip", "br", "zstd".
 *
 * Both functions may answer at once or with a promise. A synchronous call needs answers at once: where one of them may
 * give a promise, its twin that never does stands beside it.
 *
 * @see https://connectrpc.com/docs/protocol#unary-request (Content-Encoding)
 */
export interface Compression {
  readonly name: string;
  compress(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /**
   * Has to stop, with `messageTooLarge(maxBytes)` or any other error, before more than `maxBytes` come out: what a
   * peer sends may inflate a thousandfold.
   *
   * @param check throws once the call has to stop; to be called now and then by what computes for long in one go,
   *   because no timer fires meanwhile
   */
  decompress(bytes: Uint8Array, maxBytes: number, check?: () => void): Uint8Array | Promise<Uint8Array>;
  /** Used by synchronous calls instead of `compress`. Default: `compress`, which then has to answer at once. */
  compressSync?(bytes: Uint8Array): Uint8Array;
  /** Used by synchronous calls instead of `decompress`. Default: `decompress`, which then has to answer at once. */
  decompressSync?(bytes: Uint8Array, maxBytes: number, check?: () => void): Uint8Array;
  /**
   * The first bytes of everything compressed, if they are always the same. A browser decodes some response bodies by
   * itself and leaves the header that names the compression: with these bytes a client sees whether it has.
   */
  readonly magic?: readonly number[];
}

/** The value of an accept header: names in the order of preference; undefined if there are none. */
export function acceptEncoding(compressions: readonly Compression[]): string | undefined {
  return compressions.map(({ name }) => name).join(",") || undefined;
}

/** The first compression that an accept header asks for. */
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

/** The compression that an encoding header names: undefined for none, null for one that is not known. */
export function findCompression<C extends Compression>(
  encoding: string | null,
  compressions: readonly C[],
): C | undefined | null {
  const name = encoding?.trim().toLowerCase();
  return !name || name === "identity" ? undefined : (compressions.find((known) => known.name === name) ?? null);
}
