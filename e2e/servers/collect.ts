/** Reads a stream to its end, also into a list that survives its failure. */
export async function collect<T>(stream: AsyncIterable<T>, into: T[] = []): Promise<T[]> {
  for await (const message of stream) {
    into.push(message);
  }
  return into;
}
