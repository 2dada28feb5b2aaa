/** Reflection from Chromium against servers that were not written here: connect-go with grpcreflect, and connect-node. */
import { expect, type Page, test } from "@playwright/test";
import { bundleCode } from "./bundle-code.ts";
import type { ReflectAndCall, Reflected } from "./playground/reflection-page.ts";
import { PlaygroundPage } from "./playground-page.ts";
import { type ReflectionServer, startGoReflection } from "./servers/reflection-go/start.ts";
import { keyHeader, startNodeReflection } from "./servers/reflection-node.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

const health = { service: "grpc.health.v1.Health", method: "Check", request: {} };
const shop = { service: "shop.v1.ShopService", method: "FindHat", request: { hatName: "bowler" } };
const protocols = ["connect", "grpc-web"] as const;

test.use({ ignoreHTTPSErrors: true }); // the certificates are made by the servers
test.describe.configure({ mode: "default" }); // one build of the server in Go, not one per worker

let site: TestServer;
let servers: Record<"go" | "node", ReflectionServer>;

test.beforeAll(async () => {
  // The first build downloads the modules.
  test.setTimeout(900_000);
  const code = await bundleCode("e2e/playground/reflection-page.ts", {});
  // Not by page.route(): Chromium takes such a page for one from the internet, which may not call localhost.
  site = await startTestServer((_, res) => {
    res.setHeader("content-type", "text/html").end(`<!doctype html><script type="module">${code}</script>`);
  });
  servers = { go: await startGoReflection(), node: await startNodeReflection() };
});

test.afterAll(async () => {
  for (const server of Object.values(servers ?? {})) {
    server.stop();
  }
  await site?.stop();
});

test.beforeEach(({ page }) => page.goto(site.url));

function reflectAndCall(page: Page, request: ReflectAndCall): Promise<Reflected> {
  return page.evaluate(
    (request) =>
      (globalThis as unknown as { reflectAndCall(request: ReflectAndCall): Promise<Reflected> }).reflectAndCall(
        request,
      ),
    request,
  );
}

test("the schema of a server in Go is learned, and used", async ({ page }) => {
  for (const protocol of protocols) {
    for (const version of ["v1", "v1alpha"]) {
      const baseUrl = `${servers.go.http2}/${version}`;
      expect(await reflectAndCall(page, { baseUrl, protocol, ...health })).toEqual({
        services: [health.service],
        problems: [],
        answers: [{ status: "SERVING" }],
      });
    }
  }
});

test("the schema of a server in Node is learned but for a lost import, and used", async ({ page }) => {
  for (const protocol of protocols) {
    for (const path of ["v1", "v1alpha", "alone"]) {
      const baseUrl = `${servers.node.http2}/${path}`;
      expect(await reflectAndCall(page, { baseUrl, protocol, ...shop })).toEqual({
        services: [shop.service],
        problems: [
          expect.stringMatching(/^The server does not have shop\/v1\/lost\.proto/),
          "shop.v1.FindHatResponse.review is left out: nobody describes shop.v1.Review",
          "shop.v1.ShopService/ReadReview is left out: nobody describes shop.v1.Review",
        ],
        answers: [{ hat: { hatName: "bowler", color: "COLOR_RED" } }],
      });
    }
  }
});

for (const name of ["go", "node"] as const) {
  test(`over HTTP/1.1 and without reflection, the error says what helps: ${name}`, async ({ page }) => {
    const { http1, http2 } = servers[name];
    for (const protocol of protocols) {
      expect(await reflectAndCall(page, { baseUrl: `${http1}/v1`, protocol, ...health })).toMatchObject({
        message: expect.stringMatching(/^Reflection needs HTTP\/2, .*https address, or drop a descriptor set/),
      });
      expect(await reflectAndCall(page, { baseUrl: `${http2}/none`, protocol, ...health })).toMatchObject({
        code: "unimplemented",
        message: expect.stringMatching(/^The server has no reflection, .*or drop a descriptor set/),
      });
    }
  });
}

test("the page lists the services of a server in Go, and calls one", async ({ page, baseURL }) => {
  await page.goto(baseURL ?? "");
  const playground = new PlaygroundPage(page);
  const schema = page.getByRole("region", { name: "Schema" });
  await playground.baseUrl.fill(`${servers.go.http2}/v1`);
  await schema.getByRole("button", { name: "Load from server" }).click();
  await expect(playground.method("Check")).toBeVisible();
  await playground.method("Check").click();
  await playground.write({});
  await playground.sendButton.click();
  await expect(playground.status).toHaveText("OK");
  await expect(playground.answer.getByRole("tabpanel")).toContainText('"status": "SERVING"');
});

test("the headers of the page's requests let the page in", async ({ page }) => {
  for (const protocol of protocols) {
    const request = { baseUrl: `${servers.node.http2}/strict`, protocol, ...shop };
    expect(await reflectAndCall(page, request)).toMatchObject({
      code: "unauthenticated",
      message: expect.stringContaining(`no ${keyHeader}`),
    });
    expect(await reflectAndCall(page, { ...request, headers: { [keyHeader]: "wool" } })).toMatchObject({
      services: [shop.service],
      answers: [{ hat: { hatName: "bowler" } }],
    });
  }
});

test("a server that cannot be reached: the error names it and offers a descriptor set", async ({ page }) => {
  const request = { baseUrl: "https://localhost:1", protocol: "connect", ...shop } as const;
  expect(await reflectAndCall(page, request)).toMatchObject({
    code: "unavailable",
    message: expect.stringMatching(/https:\/\/localhost:1\/.*drop a descriptor set/),
  });
});
