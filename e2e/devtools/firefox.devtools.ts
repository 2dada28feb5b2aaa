/** The same extension in Firefox. */
import { readFileSync } from "node:fs";
import { test as base, expect } from "@playwright/test";
import { type Firefox, startFirefoxWithExtension } from "./browsers/firefox.ts";
import { buildDescriptorSet } from "./descriptor-set.ts";
import { type Site, startSite } from "./site.ts";

const test = base.extend<object, { site: Site; firefox: Firefox }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright requires a pattern
    async ({}, use) => {
      const site = await startSite();
      await use(site);
      site.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  firefox: [
    async ({ site }, use) => {
      const firefox = await startFirefoxWithExtension();
      await firefox.open(site.recorded);
      await firefox.inPage(`(async () => {
        await app.call("say", { sentence: "before" });
        await app.call("fail", { code: 5, message: "no such hat", reasons: ["never knitted"] });
        await app.call("introduce", { name: "Ada" });
      })()`);
      await firefox.openDevTools();
      await expect.poll(() => firefox.inPanel(`document.querySelector("#panel > div")?.shadowRoot != null`)).toBe(true);
      await use(firefox);
      await firefox.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

/** The shadow root of the panel. */
const panel = `document.querySelector("#panel > div").shadowRoot`;
const rowOf = (method: string) =>
  `[...${panel}.querySelectorAll("[role=grid] [role=row][aria-selected]")].find((row) => row.textContent.includes("${method}"))`;
/** The status text alone: a stream may show its counts next to it. */
const statusOf = (method: string) =>
  `[...(${rowOf(method)}?.querySelector(".cell-status").childNodes ?? [])].find((node) => node.nodeType === 3)?.data`;
/** Selects a call as soon as it is listed. */
async function select(firefox: Firefox, method: string): Promise<void> {
  await expect.poll(() => firefox.inPanel(`${rowOf(method)}?.click() ?? ${rowOf(method)} !== undefined`)).toBe(true);
}
const details = `(${panel}.querySelector("[aria-label=Details]")?.textContent ?? "")`;

test("calls made before DevTools were opened are listed", async ({ firefox }) => {
  for (const [method, status] of [
    ["Say", "ok"],
    ["Fail", "not_found"],
    ["Introduce", "ok"],
  ] as const) {
    await expect.poll(() => firefox.inPanel(statusOf(method))).toBe(status);
  }
});

test("a call shows its messages, and an error its details", async ({ firefox }) => {
  await select(firefox, "Say");
  await expect.poll(() => firefox.inPanel(details)).toContain("You said: before");
  await select(firefox, "Fail");
  await expect.poll(() => firefox.inPanel(details)).toContain("never knitted");
});

test("a call made while the panel is open appears", async ({ firefox }) => {
  await firefox.inPage(`app.start("tick", { perSecond: 50 })`);
  const count = async () =>
    Number(
      (await firefox.inPanel<string>(`${rowOf("Tick")}?.querySelector(".cell-messages").textContent ?? ""`)).replace(
        /\D/g,
        "",
      ),
    );
  await expect.poll(count).toBeGreaterThan(10);
  await firefox.inPage("app.cancel()");
  await expect.poll(() => firefox.inPanel(statusOf("Tick"))).toBe("canceled");
});

test("a call is edited and sent again", async ({ firefox }) => {
  await select(firefox, "Say");
  await firefox.inPanel(
    `[...${panel}.querySelectorAll("[role=tab]")].find((tab) => tab.textContent === "Resend").click()`,
  );
  const field = `${panel}.querySelector("[aria-label=Details] textarea")`;
  await expect.poll(() => firefox.inPanel(`${field}?.value ?? ""`)).toContain("before");
  await firefox.inPanel(`(() => {
    const field = ${field};
    // As if typed: React compares with the value that it has set itself.
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(field, '{ "sentence": "again" }');
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.form.requestSubmit();
  })()`);
  await expect.poll(() => firefox.inPanel(details)).toContain("You said: again");
});

for (const [form, word] of [
  ["curl", "curl "],
  ["buf curl", "buf curl"],
  ["grpcurl", "grpcurl"],
  ["fetch", "await fetch("],
  ["TypeScript", "createConnectTransport"],
  ["React hook", "useQuery"],
  ["test fixture", "createInMemoryTransport"],
] as const) {
  test(`a call is copied as ${form}`, async ({ firefox }) => {
    await select(firefox, "Say");
    await expect.poll(() => firefox.inPanel(details)).toContain("You said:");
    await firefox.inPanel(`${panel}.querySelector("[aria-label=Details] .menu > button").click()`);
    const item = `[...${panel}.querySelectorAll("[role=menuitem]")].find((one) => one.textContent === "${form}")`;
    await expect.poll(() => firefox.inPanel(`${item} !== undefined`)).toBe(true);
    await firefox.inPanel(`${item}.click()`);
    await expect
      .poll(() => firefox.inPanel(`${panel}.querySelector(".said").textContent`))
      .toContain(`Copied as ${form}.`);
    expect(await firefox.clipboard()).toContain(word);
  });
}

test("a page without a recorder shows calls of connect-web, read from the network", async ({ firefox, site }) => {
  const word = `${panel}.querySelector(".panel").textContent`;
  await firefox.open(site.peer);
  await expect.poll(() => firefox.inPanel(word)).toContain("No recorder in this page");
  await firefox.inPage(`(async () => {
    await app.call("say", { sentence: "wool – 羊毛" });
    await app.call("introduce", { name: "Grace" }, { protocol: "grpc-web" });
    await app.call("fail", { code: 5, message: "no such hat", reasons: ["never knitted"] });
  })()`);
  await expect.poll(() => firefox.inPanel(statusOf("Fail"))).toBe("not_found");
  await select(firefox, "Introduce");
  await expect.poll(() => firefox.inPanel(details)).toContain("Hello Grace");
  await select(firefox, "Say");
  await expect.poll(() => firefox.inPanel(details)).toContain('1: "You said: wool – 羊毛"');
  const bytes = readFileSync(buildDescriptorSet()).toString("base64");
  await firefox.inPanel(`(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob("${bytes}"), (c) => c.charCodeAt(0))], "demo.binpb"));
    const input = ${panel}.querySelector("[aria-label=Descriptors]");
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  })()`);
  await expect.poll(() => firefox.inPanel(details)).toContain('sentence: "You said: wool – 羊毛"');
});

test("a page whose code never names devtools is recorded after Reload and record, whatever its policy", async ({
  firefox,
  site,
}) => {
  await firefox.open(site.plain);
  const word = `${panel}.querySelector(".panel").textContent`;
  await expect.poll(() => firefox.inPanel(word)).toContain("No recorder in this page");
  await firefox.inPanel(
    `[...${panel}.querySelectorAll("button")].find((button) => button.textContent === "Reload and record").click()`,
  );
  await expect.poll(() => firefox.inPanel(word)).toContain("no transport");
  // The policy forbids Marionette's eval as well.
  await firefox.inPanel(`void chrome.devtools.inspectedWindow.eval('void app.call("say", { sentence: "recorded" })')`);
  await select(firefox, "Say");
  await expect.poll(() => firefox.inPanel(details)).toContain("You said: recorded");
});
