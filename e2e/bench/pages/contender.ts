/** What a page has to be able to do to take part in the benchmarks. */

export type Protocol = "Connect" | "gRPC-Web";

/** A client for bench.proto, used as an application would use it. */
export interface Client {
  say(sentence: string): Promise<string>;
  /** Returns the number of records. */
  listRecords(): Promise<number>;
  /** Reads all items, one by one. Returns the sum of their ids. */
  readItems(): Promise<number>;
  /** The same, with all that arrived together at once. */
  readBatches?(): Promise<number>;
  /** Reads all blobs. Returns the sum of their sizes. */
  readBlobs(): Promise<number>;
  /** Reads the same body without decoding it. Returns its size. */
  readBytes?(): Promise<number>;
  openItems(signal: AbortSignal): AsyncIterable<unknown>;
}

export interface Contender {
  readonly protocols: readonly Protocol[];
  /** Creates a client, which may keep the fetch of this moment. */
  connect(protocol: Protocol): Client;
}

/** The methods of a generated client. All of them but protobuf-ts look like this. */
export interface GeneratedClient {
  say(request: { sentence: string }): Promise<{ sentence: string }>;
  listRecords(request: object): Promise<{ records: unknown[] }>;
  streamItems(request: object, options?: { signal?: AbortSignal }): AsyncIterable<{ id: number }>;
  streamBlobs(request: object): AsyncIterable<{ payload: Uint8Array }>;
}

export function clientOf(generated: GeneratedClient): Client {
  return {
    say: async (sentence) => (await generated.say({ sentence })).sentence,
    listRecords: async () => (await generated.listRecords({})).records.length,
    async readItems() {
      let sum = 0;
      for await (const { id } of generated.streamItems({})) {
        sum += id;
      }
      return sum;
    },
    async readBlobs() {
      let sum = 0;
      for await (const { payload } of generated.streamBlobs({})) {
        sum += payload.length;
      }
      return sum;
    },
    openItems: (signal) => generated.streamItems({}, { signal }),
  };
}
