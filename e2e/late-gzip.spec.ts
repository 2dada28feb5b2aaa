/** The presets load their code for gzip with the first compressed message. */
import { gzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { bundleFiles } from "../scripts/bundle.mjs";
import { frame, grpcWebEnd, sentence } from "./servers/frames.ts";

const contentType = "text/javascript";

/** Opens the page; returns the file that has the code for gzip. */
async function open(page: Page, { isOffline = false } = {}): Promise<string> {
  const { entry, files, fileOf } = await bundleFiles("e2e/bundle/compressed-answer.ts");
  const late = fileOf("compression/gzip/decode.js");
  await page.route("**/late/*", (route) => {
    const name = new URL(route.request().url()).pathname.split("/late/")[1] ?? "";
    if (name === "") {
      return route.fulfill({
        contentType: "text/html",
        body: `<body><script type="module" src="${entry}"></script>`,
      });
    }
    const body = files.get(name);
    return body === undefined || (isOffline && name === late) ? route.abort() : route.fulfill({ contentType, body });
  });
  await page.route("**/hello.v1.HelloService/Say", (route) =>
    route.fulfill({
      headers: { "content-type": "application/grpc-web+proto", "grpc-encoding": "gzip" },
      body: Buffer.concat([frame(1, gzipSync(sentence("compressed"))), grpcWebEnd()]),
    }),
  );
  await page.goto("/late/");
  return late;
}

test("a page loads its code for gzip with the first compressed message", async ({ page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  const late = await open(page);
  await expect(page.locator("body")).toHaveText("compressed");
  const call = loaded.findIndex((url) => url.endsWith("/Say"));
  expect(loaded.findIndex((url) => url.endsWith(`/late/${late}`))).toBeGreaterThan(call);
});

test("a page that cannot load its code for gzip says so", async ({ page }) => {
  await open(page, { isOffline: true });
  await expect(page.locator("body")).toHaveText(/^\[unavailable\] the page could not load its code for gzip: .*reload/);
});
