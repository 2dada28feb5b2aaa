/**
 * A server on another origin without CORS: the page says what it needs, and with exactly those lines the call works. See
 * cors-servers.cors.ts for servers that have to be installed.
 */
import http from "node:http";
import type { FetchHandlerOptions } from "farcall/server";
import { demoHandler, expectLinesToWork, type StartWithLines, startServer } from "./playground/cors-call.ts";
import { expect, test } from "./playground-page.ts";

const starts: Readonly<Record<string, StartWithLines>> = {
  Farcall(lines, port) {
    const options = new Function(`return { ${lines} };`)() as Partial<FetchHandlerOptions>;
    return startServer(http.createServer(demoHandler(options)), port);
  },
  Node(lines, port) {
    const server = lines || "const server = http.createServer(handler);";
    return startServer(new Function("http", "handler", `${server}\nreturn server;`)(http, demoHandler()), port);
  },
};

for (const [server, start] of Object.entries(starts)) {
  test(`the lines for ${server} let the page call`, ({ page, playground }) =>
    expectLinesToWork(page, playground, server, start));
}

test("a server that is not running is not taken for one without CORS", async ({ page, playground }) => {
  const server = await startServer(http.createServer());
  await playground.baseUrl.fill(server.url);
  await server.stop();
  await playground.sendButton.click();
  await expect(page.getByRole("region", { name: "CORS" })).toContainText("does not respond to this browser at all");
});
