/**
 * Computes zstd's checksum: the lower half of XXH64, in 32-bit halves, because BigInt is ten times slower.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1-3.6
 */

/** A 64-bit number: the high half and the low half. */
type Long = readonly [high: number, low: number];

/** The halves of a prime as separate constants: engines inline constants, but not array elements. */
const [high1, low1] = [0x9e3779b1 | 0, 0x85ebca87 | 0];
const [high2, low2] = [0xc2b2ae3d | 0, 0x27d4eb4f | 0];
const prime1: Long = [high1, low1];
const prime2: Long = [high2, low2];
const prime3: Long = [0x165667b1 | 0, 0x9e3779f9 | 0];
const prime4: Long = [0x85ebca77 | 0, 0xc2b2ae63 | 0];
const prime5: Long = [0x27d4eb2f | 0, 0x165667c5 | 0];

/**
 * The initial values of the four lanes: the sum of the first two primes, the second prime, 0, and minus the first
 * prime.
 */
const firstLanes = [0x60ea27ee, 0xadc0b5d6, ...prime2, 0, 0, 0x61c8864e, 0x7a143579];
/** How far each lane is rotated at the end. */
const turns = [1, 7, 12, 18];
/** Eight bytes per lane. */
const stripeBytes = 32;

/** Hashes are computed in steps of this size, so that the decoder can stop in between. */
const stepBytes = 64 * 1024;

/** Returns 1 if the sum of two low halves overflows. */
function carry(a: number, b: number, sum: number): number {
  return ((a & b) | ((a | b) & ~sum)) >>> 31;
}

/** Returns the high half of a product. */
function productHigh(high: number, low: number, otherHigh: number, otherLow: number): number {
  const a = low >>> 16;
  const b = low & 0xffff;
  const c = otherLow >>> 16;
  const d = otherLow & 0xffff;
  const middle = (Math.imul(a, d) + (Math.imul(b, d) >>> 16)) | 0;
  const middle2 = (Math.imul(b, c) + (middle & 0xffff)) | 0;
  return (
    (Math.imul(high, otherLow) + Math.imul(low, otherHigh) + Math.imul(a, c) + (middle >>> 16) + (middle2 >>> 16)) | 0
  );
}

/** Processes all whole stripes of some bytes. Returns the index after them. */
function takeStripes(lanes: Int32Array, view: DataView, start: number, end: number): number {
  const stop = start + stripeBytes * Math.floor((end - start) / stripeBytes);
  for (let lane = 0; lane < lanes.length; lane += 2) {
    takeLane(lanes, lane, view, start + 4 * lane, stop);
  }
  return stop;
}

/** Processes one lane after another, because two variables are faster to access than an array of eight. */
function takeLane(lanes: Int32Array, lane: number, view: DataView, start: number, stop: number): void {
  let high = lanes[lane] as number;
  let low = lanes[lane + 1] as number;
  for (let at = start; at < stop; at += stripeBytes) {
    const inputLow = view.getInt32(at, true);
    const inputHigh = view.getInt32(at + 4, true);
    const product = Math.imul(inputLow, low2);
    const sum = (low + product) | 0;
    const sumHigh = (high + productHigh(inputHigh, inputLow, high2, low2) + carry(low, product, sum)) | 0;
    const turnedHigh = (sumHigh << 31) | (sum >>> 1);
    const turnedLow = (sum << 31) | (sumHigh >>> 1);
    high = productHigh(turnedHigh, turnedLow, high1, low1);
    low = Math.imul(turnedLow, low1);
  }
  lanes[lane] = high;
  lanes[lane + 1] = low;
}

/** A mutable 64-bit number. Rotations and shifts are by less than 32 bits. */
class Hash {
  high: number;
  low: number;

  constructor([high, low]: Long) {
    this.high = high;
    this.low = low;
  }

  add([high, low]: Long): this {
    const sum = (this.low + low) | 0;
    this.high = (this.high + high + carry(this.low, low, sum)) | 0;
    this.low = sum;
    return this;
  }

  multiply(by: Long): this {
    this.high = productHigh(this.high, this.low, by[0], by[1]);
    this.low = Math.imul(this.low, by[1]);
    return this;
  }

  turn(count: number): this {
    const { high, low } = this;
    this.high = (high << count) | (low >>> (32 - count));
    this.low = (low << count) | (high >>> (32 - count));
    return this;
  }

  xor(high: number, low: number): this {
    this.high ^= high;
    this.low ^= low;
    return this;
  }

  /** Mixes higher bits into lower ones. */
  mix(count: number): this {
    return this.xor(this.high >>> count, (this.low >>> count) | (this.high << (32 - count)));
  }
}

/** Returns the contribution to the hash of eight bytes or of a lane. */
const round = (input: Long): Hash => new Hash(input).multiply(prime2).turn(31).multiply(prime1);

/**
 * Returns the lower 32 bits of the hash of the bytes from `start` to `end`, with seed 0.
 *
 * @param step called before each 64 KiB
 */
export function xxh64Low(bytes: Uint8Array, start: number, end: number, step: () => void): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hash = new Hash(prime5);
  let at = start;
  if (end - start >= stripeBytes) {
    const lanes = new Int32Array(firstLanes);
    for (; at + stripeBytes <= end; at = takeStripes(lanes, view, at, Math.min(at + stepBytes, end))) {
      step();
    }
    mergeLanes(hash, lanes);
  }
  hash.add([0, (end - start) | 0]);
  for (; at + 8 <= end; at += 8) {
    const { high, low } = round([view.getInt32(at + 4, true), view.getInt32(at, true)]);
    hash.xor(high, low).turn(27).multiply(prime1).add(prime4);
  }
  if (at + 4 <= end) {
    const { high, low } = new Hash([0, view.getInt32(at, true)]).multiply(prime1);
    hash.xor(high, low).turn(23).multiply(prime2).add(prime3);
    at += 4;
  }
  for (; at < end; at++) {
    const { high, low } = new Hash([0, bytes[at] as number]).multiply(prime5);
    hash.xor(high, low).turn(11).multiply(prime1);
  }
  hash
    .xor(0, hash.high >>> 1)
    .multiply(prime2)
    .mix(29)
    .multiply(prime3);
  return (hash.high ^ hash.low) >>> 0;
}

function mergeLanes(hash: Hash, lanes: Int32Array): void {
  hash.high = 0;
  hash.low = 0;
  const longs = turns.map((_, i): Long => [lanes[2 * i] as number, lanes[2 * i + 1] as number]);
  longs.forEach((lane, i) => {
    const { high, low } = new Hash(lane).turn(turns[i] as number);
    hash.add([high, low]);
  });
  for (const lane of longs) {
    const { high, low } = round(lane);
    hash.xor(high, low).multiply(prime1).add(prime4);
  }
}
