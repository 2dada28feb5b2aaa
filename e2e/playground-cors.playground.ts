/** A server on another origin without CORS: the page says what it needs, and with exactly those lines the call works. */
import http, { type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createFetchHandler, type FetchHandlerOptions } from "farcall/server";
import { createNodeHandler } from "farcall/server/node";
import { demoService } from "../playground/demo/demo-service.ts";
import { expect, test } from "./playground-page.ts";

const handlerOf = (options: Partial<FetchHandlerOptions> = {}) =>
  createNodeHandler(createFetchHandler({ services: [demoService()], ...options }));

async function listen(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** What each of the lines is, when it is applied to the demo service. */
const applied = {
  Farcall: (lines: string): Server => {
    const options = new Function(`return { ${lines} };`)() as Partial<FetchHandlerOptions>;
    return http.createServer(handlerOf(options));
  },
  Node: (lines: string): Server =>
    new Function("http", "handler", `${lines}\nreturn server;`)(http, handlerOf() as RequestListener) as Server,
};

for (const server of ["Farcall", "Node"] as const) {
  test(`the lines for ${server} let the page call`, async ({ page, playground }) => {
    const closed = http.createServer(handlerOf());
    const url = await listen(closed);
    await playground.baseUrl.fill(url);
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
    await close(closed);

    const open = applied[server](lines);
    await listen(open, Number(new URL(url).port));
    await playground.sendButton.click();
    await expect(playground.answer.getByRole("tabpanel")).toContainText("You said: hello");
    await playground.call("Introduce", { name: "Ada" });
    await expect(playground.status).toHaveText("OK");
    await expect(playground.rows).toHaveCount(5);
    await playground.call("Fail", { code: 5, message: "no such hat", reasons: ["sold out"] });
    await expect(playground.status).toHaveText("not_found");
    await expect(playground.answer.getByRole("article")).toContainText("sold out");
    await expect(card).toBeHidden();
    await close(open);
  });
}

test("a server that is not running is not taken for one without CORS", async ({ page, playground }) => {
  const server = http.createServer();
  await playground.baseUrl.fill(await listen(server));
  await close(server);
  await playground.sendButton.click();
  await expect(page.getByRole("region", { name: "CORS" })).toContainText("does not respond to this browser at all");
});
