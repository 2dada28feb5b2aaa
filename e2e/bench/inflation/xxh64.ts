/** The checksum of zstd, in the simplest and slowest form: the lower half of XXH64. */
const [prime1, prime2, prime3, prime4, prime5] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
] as const;

const low64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, count: bigint): bigint => low64((value << count) | (value >> (64n - count)));
const round = (lane: bigint, input: bigint): bigint => low64(rotate(low64(lane + input * prime2), 31n) * prime1);

export function xxh64(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let hash: bigint = prime5;
  let at = 0;
  if (bytes.length >= 32) {
    let lanes = [low64(prime1 + prime2), prime2, 0n, low64(-prime1)];
    for (; at + 32 <= bytes.length; at += 32) {
      lanes = lanes.map((lane, i) => round(lane, view.getBigUint64(at + 8 * i, true)));
    }
    hash = lanes.reduce((sum, lane, i) => sum + rotate(lane, [1n, 7n, 12n, 18n][i] as bigint), 0n);
    for (const lane of lanes) {
      hash = low64((low64(hash) ^ round(0n, lane)) * prime1 + prime4);
    }
  }
  hash = low64(hash + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) {
    hash = low64(rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * prime1 + prime4);
  }
  for (; at + 4 <= bytes.length; at += 4) {
    hash = low64(rotate(hash ^ low64(BigInt(view.getUint32(at, true)) * prime1), 23n) * prime2 + prime3);
  }
  for (; at < bytes.length; at++) {
    hash = low64(rotate(hash ^ low64(BigInt(bytes[at] as number) * prime5), 11n) * prime1);
  }
  hash = low64((hash ^ (hash >> 33n)) * prime2);
  hash = low64((hash ^ (hash >> 29n)) * prime3);
  return Number((hash ^ (hash >> 32n)) & 0xffffffffn);
}
