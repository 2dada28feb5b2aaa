/** Huffman's algorithm: computes the code length of each symbol. */

/** Returns one length per count. If codes get too long, starts over with counts that differ less. */
export function codeLengths(counts: number[], maxBits: number): number[] {
  const order = counts.map((_, i) => i).sort((a, b) => (counts[a] as number) - (counts[b] as number));
  const parents: number[] = [];
  const sums = order.map((i) => counts[i] as number);
  let leaf = 0;
  let node = counts.length;
  const takeSmallest = (): number => {
    const useLeaf = leaf < counts.length && (node >= sums.length || (sums[leaf] as number) <= (sums[node] as number));
    return useLeaf ? leaf++ : node++;
  };
  while (sums.length < 2 * counts.length - 1) {
    const [a, b] = [takeSmallest(), takeSmallest()];
    parents[a] = parents[b] = sums.length;
    sums.push((sums[a] as number) + (sums[b] as number));
  }
  const depths: number[] = [];
  depths[sums.length - 1] = 0;
  for (let i = sums.length - 2; i >= 0; i--) {
    depths[i] = (depths[parents[i] as number] as number) + 1;
  }
  const lengths: number[] = [];
  order.forEach((symbol, i) => {
    lengths[symbol] = depths[i] as number;
  });
  return Math.max(...lengths) > maxBits
    ? codeLengths(
        counts.map((count) => (count >> 1) + 1),
        maxBits,
      )
    : lengths;
}
