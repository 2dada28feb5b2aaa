/** Mocks in tests of a page, as in docs/testing.md: through `page.route`, and on a port. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { Code, ConnectError } from "farcall";
import { createNodeHandler } from "farcall/server/node";
import { type MockTransport, mockTransport, service } from "farcall/testing";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";

async function routeTo(page: Page, { handler }: MockTransport): Promise<void> {
  await page.route("**/demo.v1.DemoService/*", async (route) => {
    const request = route.request();
    const response = await handler(request.url(), {
      method: request.method(),
      headers: request.headers(),
      body: request.postDataBuffer() as Uint8Array<ArrayBuffer> | null,
    });
    const body = Buffer.from(await response.arrayBuffer());
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  });
}

/** Makes a call from the page, with the page's fetch. */
function call(page: Page, url: string, type: string, body: string): Promise<{ status: number; text: string }> {
  return page.evaluate(
    async ([url, type, body]) => {
      const response = await fetch(url, { method: "POST", headers: { "content-type": type }, body });
      return { status: response.status, text: await response.text() };
    },
    [url, type, body] as const,
  );
}

test("the mock answers a page through page.route", async ({ page }) => {
  using mock = mockTransport(service(DemoService, { say: ({ sentence }) => ({ sentence: `mocked: ${sentence}` }) }));
  await routeTo(page, mock);
  await page.goto("/");
  const say = () => call(page, "/demo.v1.DemoService/Say", "application/json", '{"sentence":"hi"}');
  expect(await say()).toEqual({ status: 200, text: '{"sentence":"mocked: hi"}' });
  mock.answer(DemoService.method.say, new ConnectError(Code.NotFound, "no wool"));
  expect(await say()).toEqual({ status: 404, text: expect.stringContaining("no wool") });
  expect(mock.calls(DemoService.method.say)[0]?.request.sentence).toBe("hi");
});

/** Starts reading a stream in the page, which shows what it reads. */
async function showStream(page: Page, url: string): Promise<void> {
  await page.evaluate((url) => {
    const read = async () => {
      const headers = { "content-type": "application/connect+json" };
      const envelope = Uint8Array.of(0, 0, 0, 0, 2, 123, 125);
      const { body } = await fetch(url, { method: "POST", headers, body: envelope });
      const output = document.body.appendChild(document.createElement("output"));
      await body
        ?.pipeThrough(new TextDecoderStream())
        .pipeTo(new WritableStream({ write: (text) => output.append(text) }));
    };
    read().catch(() => {}); // the server is closed at the end
  }, url);
}

test("a page shows a stream while the test feeds it, on a port", async ({ page }) => {
  using mock = mockTransport(service(DemoService, {}), { cors: true });
  const server = createServer({ keepAliveTimeout: 0 }, createNodeHandler(mock.handler));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const feed = mock.feed(DemoService.method.tick);
  await page.goto("/");
  await showStream(page, `http://localhost:${(server.address() as AddressInfo).port}/demo.v1.DemoService/Tick`);
  await feed.opened();
  feed.push({ index: 1n });
  await expect(page.locator("output")).toContainText('"index":"1"');
  feed.push({ index: 2n });
  await expect(page.locator("output")).toContainText('"index":"2"');
  await page.goto("about:blank");
  await feed.left();
  server.closeAllConnections();
  server.close();
});
