/** A recorder over a connect-es transport, whose fetch it does not see. */
import { createRouterTransport } from "@connectrpc/connect";
import { createClient } from "farcall";
import { fromConnectEsTransport } from "farcall/connect-es";
import { expect, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { RecordedPage } from "./recorded-page.ts";
import { demoRoutes } from "./servers/connect-node-service.ts";

it("records calls and their outcomes, but no bytes", async () => {
  const page = await RecordedPage.open();
  const transport = fromConnectEsTransport(createRouterTransport(demoRoutes), { interceptors: [page.attach] });
  const client = createClient(DemoService, transport);
  await client.say({ sentence: "hi" });
  await page.rowWhen(({ end }) => end !== undefined);
  await client.fail({ code: 5, message: "no wool" }).catch(() => {});
  for await (const _ of client.introduce({ name: "Ada" })) {
    // to its end
  }
  await page.rowWhen(({ method, end }) => method === "Introduce" && end !== undefined);
  const { calls } = page.drain();
  expect(calls.map(({ method, code, attempts }) => [method, code, attempts.length])).toEqual([
    ["Say", undefined, 0],
    ["Fail", "not_found", 0],
    ["Introduce", undefined, 0],
  ]);
});
