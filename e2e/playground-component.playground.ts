/** The playground as a component of an application: with its transport, its styles, its fields and its other routes. */
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Playground } from "farcall/playground";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { build, type PreviewServer, preview } from "vite";
import { demoHandler } from "../playground/demo/demo-handler.ts";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { expect, PlaygroundPage, test as pageTest } from "./playground-page.ts";

const root = fileURLToPath(new URL("playground/application", import.meta.url));
const outDir = fileURLToPath(new URL(`../.results/application-${process.pid}`, import.meta.url));
let server: PreviewServer;

const test = pageTest.extend({
  playground: async ({ page }, use) => {
    const playground = new PlaygroundPage(page);
    await page.goto(server.resolvedUrls?.local[0] ?? "");
    await expect(playground.sendButton).toBeVisible();
    await use(playground);
    expect(playground.complaints).toEqual([]);
  },
});

// In one worker, because each would build the application.
test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  const common = { root, configFile: false, logLevel: "error" } as const;
  await build({ ...common, build: { outDir, minify: false } });
  server = await preview({
    ...common,
    build: { outDir },
    preview: { port: 0, host: "localhost" },
    plugins: [
      {
        name: "demo-handler",
        configurePreviewServer({ middlewares }) {
          middlewares.use(demoHandler);
        },
      },
    ],
  });
});

test.afterAll(async () => {
  await server.close();
  await rm(outDir, { recursive: true, force: true });
});

test("calls go through the transport of the application, and are recorded", async ({ playground, page }) => {
  await expect(page.getByRole("combobox", { name: "Target" })).toHaveText("This application");
  await playground.call("Echo", {});
  await expect(playground.status).toHaveText("OK");
  await expect(playground.answer.getByRole("tabpanel")).toContainText('"application-token": "from the transport"');
  await expect(playground.answer.getByRole("tabpanel")).not.toContainText("chosen-server-token");
  // What the application's transport sent, and not what the settings of the playground say.
  await expect(await playground.openTab("HTTP")).toContainText("application/grpc-web+proto");
  await playground.openTab("Wire");
  await expect(playground.answer.getByRole("option", { name: /^Response 1/ })).toHaveCount(1);
});

test("calls to a server that the user chooses have the playground's interceptors", async ({ playground }) => {
  await playground.choose("Send to", "Server");
  await playground.call("Echo", {});
  await expect(playground.answer.getByRole("tabpanel")).toContainText('"chosen-server-token": "from the playground"');
  await expect(playground.answer.getByRole("tabpanel")).not.toContainText("application-token");
  await playground.choose("Send to", "Mock");
  await playground.call("Introduce", {});
  await expect(playground.rows.nth(1)).toBeVisible();
  await expect(playground.status).toHaveText("OK");
});

test("styles of the application and of the playground do not meet", async ({ playground, page }) => {
  const own = page.getByRole("heading", { name: "An application" });
  await expect(own).toHaveCSS("font-family", "cursive");
  await expect(own).not.toHaveCSS("margin-top", "0px");
  await expect(playground.sendButton).not.toHaveCSS("font-family", "cursive");
  await page.getByRole("button", { name: "History" }).click();
  await expect(page.getByRole("dialog", { name: "History" })).toBeVisible();
});

test("keys in the application's own fields are its own", async ({ playground, page }) => {
  const field = page.getByLabel("Own field");
  await field.fill("a");
  await field.press("Control+Enter");
  await expect(page.getByText("sent by the application")).toBeVisible();
  await expect(playground.status).toHaveCount(0);
  await field.press("/");
  await expect(field).toHaveValue("a/");
  await playground.editor.press("Control+Enter");
  await expect(playground.status).toHaveText("OK");
});

test("leaving its route ends its call and its keys, and coming back finds the draft", async ({ playground, page }) => {
  await playground.call("Tick", { perSecond: 100 });
  await expect(playground.rows.first()).toBeVisible();
  const requests: string[] = [];
  page.on("request", (request) => request.method() === "POST" && requests.push(request.url()));
  const ended = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/Tick"));
  await page.getByRole("button", { name: "Other route" }).click();
  await expect(playground.sendButton).toHaveCount(0);
  await ended;
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Other route" }).click();
  await expect(playground.editor).toContainText('{"perSecond":100}');
  expect(requests).toEqual([]);
  const names = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  expect(names.filter((name) => !name.startsWith("application.tools."))).toEqual([]);
});

test("where it is narrow, its panes are stacked, on a wide page too", async ({ playground, page }) => {
  await page.getByRole("button", { name: "Other width" }).click();
  await expect(page.getByRole("button", { name: /^Method / })).toBeVisible();
  await playground.call("Say", { sentence: "narrow" });
  await expect(playground.answer.getByRole("tabpanel")).toContainText("You said: narrow");
  const [request, answer] = [await playground.request.boundingBox(), await playground.answer.boundingBox()];
  expect(answer?.y).toBeGreaterThanOrEqual((request?.y ?? 0) + (request?.height ?? 0));
  expect((answer?.x ?? 0) + (answer?.width ?? 0)).toBeLessThanOrEqual(400 + 16);
});

test("a link to a call leads back into the application", async ({ playground, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await playground.call("Say", { sentence: "shared" });
  await page.getByRole("button", { name: "Share" }).click();
  await expect(playground.request).toContainText("Link copied");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = new PlaygroundPage(await context.newPage());
  await other.page.goto(link);
  await expect(other.editor).toContainText('"shared"');
  await expect(other.page).toHaveURL(server.resolvedUrls?.local[0] ?? "");
  await other.sendButton.click();
  await expect(other.status).toHaveText("OK");
});

test("on a server, it is an empty element that the page fills", () => {
  const html = renderToString(createElement(Playground, { services: [DemoService] }));
  expect(html).toMatch(/^<div style="[^"]*height:100%[^"]*"><\/div>$/);
});
