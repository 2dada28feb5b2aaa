/** farcall/interceptors together with other parts of the package: reconnecting streams and the devtools recorder. */
import { QueryClient } from "@tanstack/query-core";
import { Code, connect, createClient, createTransport, type Interceptor, protoBinary } from "farcall";
import { hedge, idleTimeout, retry } from "farcall/interceptors";
import { createRpcQuery, streamStore } from "farcall/query";
import { createInMemoryTransport, service } from "farcall/server";
import { expect, inject, it, onTestFinished } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { RecordedPage } from "./recorded-page.ts";
import { scriptUrl, seen } from "./servers/script.ts";

const { scripted } = inject("addresses");

it("a stream that idleTimeout has ended reconnects, and resumes after its last message", async () => {
  const services = [
    service(DemoService, {
      async *follow({ after }, { signal }) {
        yield { sequence: after + 1n };
        await new Promise((resolve) => signal.addEventListener("abort", resolve)); // silent from here on
      },
    }),
  ];
  const transport = createInMemoryTransport({ services }, { interceptors: [idleTimeout(300)] });
  const queryClient = new QueryClient();
  onTestFinished(() => {
    queryClient.clear();
    transport.close();
  });
  const options = createRpcQuery({ transport }).streamOptions(
    DemoService.method.follow,
    {},
    { reconnect: { initialDelayMs: 1 }, resume: (latest, input) => ({ ...input, after: latest.sequence }) },
  );
  using handle = streamStore(queryClient).open(options);
  await expect.poll(() => handle.view.snapshot?.count ?? 0).toBeGreaterThanOrEqual(3);
  const sequences = handle.view.snapshot?.data.map(({ sequence }) => sequence) ?? [];
  expect(sequences.slice(0, 3)).toEqual([1n, 2n, 3n]);
});

const retrying = retry({ initialDelayMs: 1, maxRetries: 2, budget: false });
const hedging = hedge({ delayMs: 1e6, maxAttempts: 3 });

it.each<[string, (recorder: Interceptor) => Interceptor[]]>([
  ["retry, inside of it", (recorder) => [recorder, retrying]],
  ["retry, outside of it", (recorder) => [retrying, recorder]],
  ["hedge", (recorder) => [recorder, hedging]],
])("a recorder shows all attempts as those of one call: %s", async (_, list) => {
  const id = crypto.randomUUID();
  const page = await RecordedPage.open();
  const transport = createTransport({
    baseUrl: scriptUrl(scripted, { status: 503, id }),
    protocol: connect(),
    codec: protoBinary(),
    interceptors: list(page.attach),
  });
  await expect(createClient(DemoService, transport).say({})).rejects.toMatchObject({ code: Code.Unavailable });
  expect(await seen(scripted, id)).toMatchObject({ requests: 3 });
  expect(page.drain().calls.map(({ attempts }) => attempts.length)).toEqual([3]);
});
