/** The panel in Chromium's DevTools, on a page without a recorder: calls of connect-web, read from the network. */
import { readFile } from "node:fs/promises";
import { callIn } from "./call-in.ts";
import { buildDescriptorSet } from "./descriptor-set.ts";
import { test as base, expect, type Inspected, inspect } from "./lab.ts";

const test = base.extend<object, { peer: Inspected }>({
  peer: [
    async ({ lab }, use) => {
      const page = await lab.context.newPage();
      await page.goto(lab.site.peer);
      const inspected = await inspect(page);
      await expect(inspected.panel.root.getByRole("region", { name: "No recorder in this page" })).toContainText(
        "calls of any Connect or gRPC-Web client are listed from the network",
      );
      await callIn(
        page,
        "say",
        { sentence: "wool – 羊毛" },
        { headers: { authorization: "t0ken", "x-color": "green" } },
      );
      await callIn(page, "say", { sentence: "as JSON é" }, { codec: "json" });
      await callIn(page, "say", { sentence: "over gRPC-Web" }, { protocol: "grpc-web" });
      await callIn(page, "introduce", { name: "Ada" });
      await callIn(page, "introduce", { name: "Grace" }, { protocol: "grpc-web" });
      await callIn(page, "fail", { code: 5, message: "no such hat", reasons: ["never knitted"] });
      await callIn(page, "fail", { code: 9, message: "no warp", reasons: ["moths"] }, { protocol: "grpc-web" });
      const answered = page.waitForResponse(/Tick/);
      await page.evaluate(() => app.start("tick", { perSecond: 50 }));
      await answered;
      await page.evaluate(() => app.cancel());
      await page.evaluate(() => fetch("/icon"));
      await use(inspected);
      await page.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

test.describe.configure({ mode: "serial" });

test("each call of connect-web is listed, and nothing else that the page requests", async ({ peer: { panel } }) => {
  await expect(panel.rows).toHaveCount(8);
  await panel.expectStatus(panel.row("Say").first(), "ok");
  await panel.expectStatus(panel.row("Fail").first(), "not_found");
  await panel.expectStatus(panel.row("Fail").last(), "failed_precondition");
  await panel.expectStatus(panel.row("Tick"), "canceled");
  await expect(panel.cell(panel.row("Introduce").first(), "messages")).toHaveText("↓5");
  await expect(panel.rows.filter({ hasText: "network" })).toHaveCount(8);
  await expect(panel.root.getByRole("region", { name: "Calls from the network" })).toContainText(
    "once they have ended",
  );
});

test("without descriptors messages are shown by field number", async ({ peer: { panel } }) => {
  const details = await panel.open(panel.row("Say").first(), "Messages");
  await expect(details.getByRole("treeitem").first()).toHaveText(/^1: "You said: wool – 羊毛"/);
  await expect(details.getByRole("tab", { name: "Resend" })).toHaveCount(0);
});

test("a file that is not a descriptor set is rejected, with advice on how to create one", async ({
  peer: { panel },
}) => {
  await panel.root.getByLabel("Descriptors", { exact: true }).setInputFiles({
    name: "hat.binpb",
    mimeType: "application/octet-stream",
    buffer: Buffer.from("no descriptors"),
  });
  await expect(panel.said).toContainText("hat.binpb: Not a binary descriptor set");
  await expect(panel.said).toContainText("buf build");
});

test("dropped descriptors give messages and details their names", async ({ peer: { panel } }) => {
  const bytes = await readFile(buildDescriptorSet());
  const details = await panel.open(panel.row("Say").first(), "Messages");
  await panel.root.locator(".workspace").evaluate((workspace, base64) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], "demo.binpb"));
    workspace.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, bytes.toString("base64"));
  await expect(details.getByRole("treeitem").first()).toHaveText(/sentence: "You said: wool – 羊毛"/);
  await expect(panel.root.getByRole("region", { name: "Calls from the network" })).toContainText(
    "decoded with demo.binpb",
  );
  await expect(panel.frames.first()).toContainText('sentence: "wool – 羊毛"');
  await panel.open(panel.row("Say").nth(1));
  await expect(panel.frames.first()).toContainText('sentence: "as JSON é"');
  await panel.open(panel.row("Introduce").last());
  await expect(panel.frames).toHaveCount(7);
  await expect(panel.frames.nth(1)).toContainText("Hello Grace");
  for (const [row, word] of [
    [panel.row("Fail").first(), "never knitted"],
    [panel.row("Fail").last(), "moths"],
  ] as const) {
    await panel.open(row, "Error");
    await expect(details.getByRole("tree").first()).toContainText(`reason: "${word}"`);
  }
});

test("secret header values are hidden until revealed", async ({ peer: { panel } }) => {
  const details = await panel.open(panel.row("Say").first(), "Headers");
  await expect(details).toContainText("green");
  await expect(details).not.toContainText("t0ken");
  await details.getByRole("button", { name: /^Show them/ }).click();
  await expect(details).toContainText("t0ken");
});

test("a call is found by the text of its messages, and copied as curl", async ({ peer: { panel } }) => {
  await panel.filter.fill("is:network body:Grace");
  await expect(panel.rows).toHaveCount(1);
  await panel.filter.fill("");
  await panel.open(panel.row("Say").first());
  expect(await panel.copyAs("curl")).toContain("wool – 羊毛");
});

test("the log is dropped on navigation, and once a recorder responds", async ({ lab, peer }) => {
  const { page, panel } = peer;
  await page.reload();
  await expect(panel.root.getByRole("region", { name: "No recorder in this page" })).toBeVisible();
  await callIn(page, "echo", {});
  await expect(panel.row("Echo")).toHaveCount(1);
  await page.goto(lab.site.recorded);
  await callIn(page, "say", { sentence: "recorded" });
  await expect(panel.row("Say")).toHaveCount(1);
  await expect(panel.rows.filter({ hasText: "network" })).toHaveCount(0);
});
