/**
 * The checksum of zstd: the lower half of XXH64, in halves of 32 bits, as BigInt is ten times slower.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1-3.6
 */

/** 64 bits: the high half and the low half. */
type Long = [high: number, low: number];

const prime1: Long = [0x9e3779b1, 0x85ebca87];
const prime2: Long = [0xc2b2ae3d, 0x27d4eb4f];
const prime3: Long = [0x165667b1, 0x9e3779f9];
const prime4: Long = [0x85ebca77, 0xc2b2ae63];
const prime5: Long = [0x27d4eb2f, 0x165667c5];

function add(to: Long, [high, low]: Long): Long {
  const sum = (to[1] >>> 0) + (low >>> 0);
  to[0] = (to[0] + high + (sum > 0xffffffff ? 1 : 0)) | 0;
  to[1] = sum | 0;
  return to;
}

function multiply(to: Long, [high, low]: Long): Long {
  const [a, b] = [to[1] >>> 16, to[1] & 0xffff];
  const [c, d] = [low >>> 16, low & 0xffff];
  const lowest = b * d;
  const middle = a * d + (lowest >>> 16);
  const middle2 = b * c + (middle & 0xffff);
  const carry = a * c + Math.floor(middle / 2 ** 16) + Math.floor(middle2 / 2 ** 16);
  to[0] = (Math.imul(to[0], low) + Math.imul(to[1], high) + carry) | 0;
  to[1] = Math.imul(to[1], low);
  return to;
}

function rotate(to: Long, count: number): Long {
  const [high, low] = count < 32 ? to : [to[1], to[0]];
  const by = count & 31;
  to[0] = (high << by) | (low >>> (32 - by));
  to[1] = (low << by) | (high >>> (32 - by));
  return to;
}

function xor(to: Long, [high, low]: Long): Long {
  to[0] ^= high;
  to[1] ^= low;
  return to;
}

/** `to ^= to >>> count`, for counts from 1 to 63. */
function mix(to: Long, count: number): Long {
  const [high, low] = to;
  return count < 32
    ? xor(to, [high >>> count, (low >>> count) | (high << (32 - count))])
    : xor(to, [0, count === 32 ? high : high >>> (count - 32)]);
}

function round(accumulator: Long, input: Long): Long {
  return multiply(rotate(add(accumulator, multiply(input, prime2)), 31), prime1);
}

/** The lower 32 bits of the hash, with the seed 0. */
export function xxh64Low(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const longAt = (position: number): Long => [view.getInt32(position + 4, true), view.getInt32(position, true)];
  let position = 0;
  let hash: Long = [...prime5];
  if (bytes.byteLength >= 32) {
    const lanes: Long[] = [add([...prime1], prime2), [...prime2], [0, 0], [0 - prime1[0] - 1, 0 - prime1[1]]];
    for (; position + 32 <= bytes.byteLength; position += 32) {
      for (let lane = 0; lane < 4; lane++) {
        round(lanes[lane] as Long, longAt(position + 8 * lane));
      }
    }
    hash = [0, 0];
    lanes.forEach((lane, i) => {
      add(hash, rotate([...lane], [1, 7, 12, 18][i] as number));
    });
    for (const lane of lanes) {
      add(multiply(xor(hash, round([0, 0], lane)), prime1), prime4);
    }
  }
  add(hash, [0, bytes.byteLength]);
  for (; position + 8 <= bytes.byteLength; position += 8) {
    add(multiply(rotate(xor(hash, round([0, 0], longAt(position))), 27), prime1), prime4);
  }
  if (position + 4 <= bytes.byteLength) {
    const input = multiply([0, view.getInt32(position, true)], prime1);
    add(multiply(rotate(xor(hash, input), 23), prime2), prime3);
    position += 4;
  }
  for (; position < bytes.byteLength; position++) {
    multiply(rotate(xor(hash, multiply([0, bytes[position] as number], prime5)), 11), prime1);
  }
  multiply(mix(hash, 33), prime2);
  multiply(mix(hash, 29), prime3);
  return mix(hash, 32)[1] >>> 0;
}
