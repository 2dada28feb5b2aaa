/** Yields a request per sentence: a stream of requests for the demo service. */
export async function* sentences(...all: string[]): AsyncGenerator<{ sentence: string }> {
  for (const sentence of all) {
    yield { sentence };
  }
}
