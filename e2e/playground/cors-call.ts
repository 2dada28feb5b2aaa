/** Calls a server on another origin that has no CORS, and again once it has the lines that the page shows for it. */
import http, { type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { createFetchHandler, type FetchHandlerOptions } from "farcall/server";
import { createNodeHandler } from "farcall/server/node";
import { demoService } from "../../playground/demo/demo-service.ts";
import { expect, type PlaygroundPage } from "../playground-page.ts";

/** A server for the demo service, without CORS. */
export function demoHandler(options: Partial<FetchHandlerOptions> = {}): RequestListener {
  return createNodeHandler(createFetchHandler({ services: [demoService()], ...options }));
}

export interface Started {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startServer(server: Server, port = 0): Promise<Started> {
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Starts a server with these lines in its configuration, on this port. */
export type StartWithLines = (lines: string, port: number) => Promise<Started>;

export async function expectLinesToWork(
  page: Page,
  playground: PlaygroundPage,
  server: string,
  start: StartWithLines,
): Promise<void> {
  const closed = await startServer(http.createServer(demoHandler()));
  await playground.baseUrl.fill(closed.url);
  await playground.choose("Protocol", "gRPC-Web");
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Name of header 1").fill("demo-x");
  await page.getByLabel("Value of header 1").fill("1");
  await playground.call("Say", { sentence: "hello" });
  const card = page.getByRole("region", { name: "CORS" });
  await expect(card).toContainText("The server is running, but does not let this page call it");
  await expect(card).toContainText(new URL(page.url()).origin);
  await expect(card).toContainText("content-type, demo-x, x-grpc-web");
  await card.getByRole("tab", { name: server }).click();
  const lines = (await card.locator("pre").textContent()) ?? "";
  await closed.stop();

  const port = Number(new URL(closed.url).port);
  const without = await start("", port);
  await playground.sendButton.click();
  await expect(card).toContainText("The server is running, but does not let this page call it");
  await without.stop();
  const open = await start(lines, port);
  await playground.sendButton.click();
  await expect(playground.answer.getByRole("tabpanel")).toContainText("You said: hello");
  await playground.call("Introduce", { name: "Ada" });
  await expect(playground.status).toHaveText("OK");
  await expect(playground.rows).toHaveCount(5);
  await playground.call("Fail", { code: 5, message: "no such hat", reasons: ["sold out"] });
  await expect(playground.status).toHaveText("not_found");
  await expect(playground.answer.getByRole("article")).toContainText("sold out");
  await playground.choose("Protocol", "Connect");
  await playground.choose("Compression", "gzip");
  await playground.timeout.fill("60000");
  await playground.call("Say", { sentence: "again" });
  await expect(playground.answer.getByRole("tabpanel")).toContainText("You said: again");
  await expect(card).toBeHidden();
  await open.stop();
}
