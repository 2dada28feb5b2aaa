import { expect, it } from "vitest";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../../client/client.ts";
import { createConnectTransport } from "../../client/connect-transport.ts";
import { createSyncClient } from "../../client/sync/client.ts";
import { createSyncTransport } from "../../client/sync/transport.ts";
import { Code } from "../../core/code.ts";
import { patienceMs } from "../body-start.ts";

const refused = { status: 403, headers: { "content-type": "application/json" } };
const refusal = (message: string) => new TextEncoder().encode(JSON.stringify({ code: "not_found", message }));

function open(respond: () => Response): Promise<unknown> {
  const transport = createConnectTransport({ baseUrl: "http://localhost", fetch: async () => respond() });
  return createClient(DemoService, transport).introduce({})[Symbol.asyncIterator]().next();
}

it("a stream that is refused like a unary call has the error of the body, however late that arrives", async () => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      setTimeout(() => {
        controller.enqueue(refusal("no such hat"));
        controller.close();
      }, patienceMs + 300); // longer than a client waits for what it can do without
    },
  });
  await expect(open(() => new Response(body, refused))).rejects.toMatchObject({
    code: Code.NotFound,
    rawMessage: "no such hat",
  });
});

it("a stream that is refused like a unary call has the error of the body, however long that is", async () => {
  const long = "no such hat, ".repeat(5_000);
  await expect(open(() => new Response(refusal(long), refused))).rejects.toMatchObject({
    code: Code.NotFound,
    rawMessage: long,
  });
  const send = () => ({ ...refused, headers: new Headers(refused.headers), body: [refusal(long)] });
  const client = createSyncClient(
    DemoService,
    createSyncTransport({ baseUrl: "http://localhost", protocol: "connect", send }),
  );
  expect(() => [...client.introduce({})]).toThrow(expect.objectContaining({ code: Code.NotFound, rawMessage: long }));
});
