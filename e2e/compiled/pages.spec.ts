/** Pages with compiled messages, built by Vite from the built package, in Chromium, with the demo server. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { compileProtobuf } from "farcall/vite";
import { demoHandler } from "../../playground/demo/demo-handler.ts";
import { bundle } from "../../scripts/bundle.mjs";

/** What a page shows, served by the server that it calls. */
async function shownBy(page: Page, code: string): Promise<unknown> {
  const server = createServer((req, res) => {
    if (req.method === "POST") {
      demoHandler(req, res, () => void res.writeHead(404).end());
    } else {
      const isScript = req.url === "/page.js";
      res.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
      res.end(isScript ? code : `<!doctype html><script type="module" src="/page.js"></script>`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  try {
    const failed = new Promise<never>((_, reject) => page.once("pageerror", reject));
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}`);
    const shown = await Promise.race([page.locator("output").textContent(), failed]);
    return JSON.parse(shown ?? "");
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

for (const [name, options] of [
  ["auto", { form: "auto" }],
  ["code", { form: "code" }],
  ["table", { form: "table" }],
  ["a file that is left to protobuf-es", { exclude: "/demo_pb" }],
] as const) {
  test(`a page with compiled messages shows what the plain page shows: ${name}`, async ({ page }) => {
    const entry = "e2e/bundle/compiled-calls.ts";
    const [plain, compiled] = [await bundle(entry), await bundle(entry, { plugins: [compileProtobuf(options)] })];
    expect(await shownBy(page, compiled.code)).toEqual(await shownBy(page, plain.code));
  });
}

test("a page that reads a property of a descriptor that it lacks is told what to call", async ({ page }) => {
  const entry = "e2e/bundle/reading-fields.ts";
  const [plain, compiled] = [await bundle(entry), await bundle(entry, { plugins: [compileProtobuf()] })];
  expect(await shownBy(page, plain.code)).toEqual(["sentence"]);
  expect(await shownBy(page, compiled.code)).toBe(
    "Error: hello.v1.SayResponse has no descriptor in this page: get it from descOf() of farcall/compiled",
  );
});
