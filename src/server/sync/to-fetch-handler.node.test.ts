import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../../client/client.ts";
import { createConnectTransport } from "../../client/connect-transport.ts";
import { createNodeHandler } from "../node/node-handler.ts";
import { serviceSync } from "./service.ts";
import { createSyncHandler } from "./sync-handler.ts";
import { toFetchHandler } from "./to-fetch-handler.ts";

const left = vi.fn();
const handler = createSyncHandler({
  services: [
    serviceSync(DemoService, {
      say: ({ sentence }) => ({ sentence }),
      *tick() {
        try {
          for (let index = 0n; ; index++) {
            yield { index };
          }
        } finally {
          left();
        }
      },
    }),
  ],
});

it("responds to preflights, and exposes responses to allowed origins", async () => {
  const origin = "https://app.example.com";
  const open = toFetchHandler(handler, { cors: { origins: [origin] } });
  const url = "http://localhost/demo.v1.DemoService/Say";
  const preflight = await open(url, {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "x-one" },
  });
  expect([preflight.status, preflight.headers.get("access-control-allow-headers")]).toEqual([204, "x-one"]);
  const call = (from: string) => {
    return open(url, { method: "POST", headers: { "content-type": "application/json", origin: from }, body: "{}" });
  };
  const response = await call(origin);
  expect(response.headers.get("access-control-allow-origin")).toBe(origin);
  expect(response.headers.get("access-control-expose-headers")).toContain("content-type");
  expect(await response.json()).toEqual({});
  expect((await call("https://evil.example")).headers.has("access-control-allow-origin")).toBe(false);
});

it("runs under Node, and closes a stream when its client disconnects", async () => {
  const server = http.createServer({ keepAliveTimeout: 0 }, createNodeHandler(toFetchHandler(handler)));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  onTestFinished(() => void server.close());
  const baseUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
  const client = createClient(DemoService, createConnectTransport({ baseUrl }));
  for await (const { index } of client.tick({})) {
    if (index === 100n) {
      break;
    }
    if (index === 50n) {
      expect(await client.say({ sentence: "in between" })).toMatchObject({ sentence: "in between" });
    }
  }
  await expect.poll(() => left).toHaveBeenCalledOnce();
});
