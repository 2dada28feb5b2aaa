/** Makes calls of every kind and outcome, with real transports and the real recorder, to the demo server in the page. */
import { createClient, createConnectTransport, createGrpcWebTransport, isConnectError, protoJson } from "farcall";
import { devtools, type Hook, hookKey } from "farcall/devtools";
import { demoServer } from "../../playground/demo/demo-server.ts";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";

const recorder = devtools();
const inPage = (input: RequestInfo | URL, init?: RequestInit) => demoServer(new Request(input, init));
const origin = location.origin;

export const connect = createClient(
  DemoService,
  createConnectTransport({ baseUrl: origin, fetch: inPage, interceptors: [recorder] }),
);
const json = createClient(
  DemoService,
  createConnectTransport({ baseUrl: origin, fetch: inPage, interceptors: [recorder], codec: protoJson() }),
);
const grpcWeb = createClient(
  DemoService,
  createGrpcWebTransport({ baseUrl: origin, fetch: inPage, interceptors: [recorder] }),
);

/** Creates a client with a custom fetch. */
export function answeredBy(fetch: () => Promise<Response>) {
  return createClient(
    DemoService,
    createConnectTransport({ baseUrl: "https://api.example.com", fetch, interceptors: [recorder] }),
  );
}

const html =
  "<!doctype html>\n<html>\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1><script>globalThis.hacked = 1</script></body>\n</html>";

const settled = (call: Promise<unknown>) => call.catch(() => undefined);

async function drained(stream: AsyncIterable<unknown>, most = Number.POSITIVE_INFINITY) {
  let count = 0;
  for await (const _ of stream) {
    count++;
    if (count >= most) {
      break;
    }
  }
}

/** Reports how many of five messages arrive, and how the stream ends. */
async function ticks(): Promise<string> {
  let count = 0;
  try {
    for await (const _ of connect.tick({ perSecond: 0, count: 5n })) {
      count++;
    }
    return `${count} ok`;
  } catch (error) {
    return `${count} ${isConnectError(error) ? error.code : error}`;
  }
}

/** For tests that make calls from outside. */
Object.assign(globalThis, { say: async (sentence: string) => (await connect.say({ sentence })).sentence, ticks });

/** @returns a function that ends the pending call */
export async function busyPage(): Promise<() => void> {
  const hook = (globalThis as { [hookKey]?: Hook })[hookKey];
  await hook?.ready();
  hook?.command(JSON.stringify({ do: "clear", id: crypto.randomUUID() }));
  await connect.say({ sentence: "hello" });
  await connect.say({ sentence: "over GET" }, { useGet: true });
  await json.say({ sentence: "as JSON" });
  await grpcWeb.say({ sentence: "over gRPC-Web" });
  await settled(connect.say({ sentence: "" }));
  await settled(grpcWeb.fail({ code: 9, message: "no wool", reasons: ["moths", "winter"] }));
  await settled(
    connect.fail({ code: 14, message: "The warehouse is being painted; come back in an hour.", reasons: ["paint"] }),
  );
  await settled(drained(connect.introduce({ name: "Ada", intervalMs: 4 })));
  await settled(drained(grpcWeb.introduce({ name: "Grace", intervalMs: 4 })));
  await settled(drained(connect.tick({ perSecond: 0, count: 500n })));
  await settled(drained(connect.tick({ perSecond: 0, count: 0n }), 40));
  await settled(
    drained(connect.failLater({ after: 3, failure: { code: 13, message: "out of thread", reasons: ["spool"] } })),
  );
  // To a server that never responds: another might notice the deadline itself, and respond first.
  await settled(answeredBy(() => new Promise(() => {})).wait({ durationMs: 60_000 }, { timeoutMs: 60 }));
  const controller = new AbortController();
  const waiting = settled(connect.wait({ durationMs: 60_000 }, { signal: controller.signal }));
  setTimeout(() => controller.abort(), 30);
  await waiting;
  await connect.large({ sizeBytes: 60_000 });
  await connect.echo(
    { headers: { "demo-header": "first" }, trailers: { "demo-trailer": "last" } },
    { headers: { authorization: "Bearer secret", "x-request-id": "7f3a" } },
  );
  await settled(
    answeredBy(async () => {
      throw new TypeError("Failed to fetch");
    }).say({ sentence: "anybody?" }),
  );
  await settled(
    answeredBy(async () => new Response(html, { status: 502, headers: { "content-type": "text/html" } })).say({
      sentence: "anybody?",
    }),
  );
  await settled(
    answeredBy(async () => new Response("ok", { headers: { "content-type": "text/plain" } })).say({
      sentence: "plain?",
    }),
  );
  const open = new AbortController();
  void settled(drained(connect.tick({ perSecond: 5, count: 0n }, { signal: open.signal })));
  return () => open.abort();
}
