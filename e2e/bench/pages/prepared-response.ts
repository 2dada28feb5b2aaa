/**
 * A response that costs next to nothing, to measure what a client adds to a call: those of the browser, and streams, take
 * longer to make and to read than most clients take for all the rest.
 */

/** A body in one chunk, with what clients use of a stream. */
class PreparedBody {
  #bytes: Uint8Array<ArrayBuffer> | undefined;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
  }

  getReader() {
    return this;
  }

  async read(): Promise<ReadableStreamReadResult<Uint8Array<ArrayBuffer>>> {
    const value = this.#bytes;
    this.#bytes = undefined;
    return value ? { done: false, value } : { done: true, value: undefined };
  }

  async cancel(): Promise<void> {}

  releaseLock(): void {}
}

class PreparedResponse {
  readonly ok = true;
  readonly status = 200;
  readonly statusText = "OK";
  readonly type = "basic";
  readonly url = "";
  readonly redirected = false;
  readonly bodyUsed = false;
  readonly headers: Headers;
  readonly body: PreparedBody;
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>, headers: Headers) {
    this.headers = headers;
    this.body = new PreparedBody(bytes);
    this.#bytes = bytes;
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#bytes.buffer;
  }
}

/** A fetch that always responds with these bytes. */
export function fetchPrepared(bytes: Uint8Array<ArrayBuffer>, type: string): typeof globalThis.fetch {
  const headers = new Headers({ "content-type": type });
  return async () => new PreparedResponse(bytes, headers) as unknown as Response;
}
