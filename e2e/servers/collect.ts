/** Reads a stream to its end, optionally into a list that survives a failure. */
export async function collect<T>(stream: AsyncIterable<T>, into: T[] = []): Promise<T[]> {
  for await (const message of stream) {
    into.push(message);
  }
  return into;
}
