/** Large messages over the network, compared with a fetch that reads the body and nothing else. */
import { ours, type Protocol, streamTypes, theirs } from "./clients.ts";
import { check, race } from "./race.ts";

/** As the server of the benchmark sends them. */
const messages = 16;
const messageBytes = 4 * 1024 * 1024;

/** Reads a stream of 16 messages of 4 MiB, in milliseconds. */
export async function largeMessages(protocol: Protocol): Promise<Record<string, number>> {
  const readAll = async (stream: AsyncIterable<unknown>) => {
    let seen = 0;
    for await (const _ of stream) {
      seen++;
    }
    check(seen, messages);
  };
  const network = (url: string | URL | Request, init?: RequestInit) => fetch(url, init);
  return race(
    {
      "bare fetch": async () => {
        const headers = { "content-type": streamTypes[protocol] };
        const { body } = await fetch("/demo.v1.DemoService/Introduce", { method: "POST", headers, body: "" });
        const reader = (body as ReadableStream<Uint8Array>).getReader();
        let bytes = 0;
        for (;;) {
          const { done, value } = await reader.read();
          if (done) {
            break;
          }
          bytes += value.byteLength;
        }
        check(bytes > messages * messageBytes, true);
      },
      farcall: () => readAll(ours(protocol, network).introduce({})),
      "connect-web": () => readAll(theirs(protocol, network).introduce({})),
    },
    9,
  );
}
