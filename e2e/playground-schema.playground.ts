/** Own servers in the playground: named targets, services from a descriptor set, and how calls are sent. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { bigDescriptors, buildHats, hatListener } from "./playground/hats.ts";
import { expect, type PlaygroundPage, test } from "./playground-page.ts";

/** Drops a file onto the editor, which would insert it as text. */
async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  const files = await page.evaluateHandle(
    ([fileName, base64]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], fileName));
      return transfer;
    },
    [name, content.toString("base64")] as const,
  );
  const editor = page.getByRole("textbox", { name: /^Request message/ });
  await editor.dispatchEvent("dragenter", { dataTransfer: files });
  await expect(page.getByText("Drop a descriptor set to call its services")).toBeVisible();
  await editor.dispatchEvent("drop", { dataTransfer: files });
  await expect(page.getByText("Drop a descriptor set to call its services")).toBeHidden();
}

const target = (page: Page) => page.getByRole("combobox", { name: "Target" });

async function changeTargets(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "Change targets" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

async function expectAnswer(playground: PlaygroundPage, text: string): Promise<void> {
  await expect(playground.status).toHaveText("OK");
  await expect(playground.answer.getByRole("tabpanel")).toContainText(text);
}

test("a dropped descriptor set is called on its own server, also after a reload", async ({
  playground,
  page,
  serve,
}) => {
  const file = buildHats("hats.binpb");
  const { url } = await serve(hatListener(file));
  await playground.baseUrl.fill(url);
  const schema = page.getByRole("region", { name: "Schema" });
  await expect(schema).toContainText("Calling your own server?");
  await drop(page, "hats.binpb", readFileSync(file));

  await expect(schema).toContainText("2 services, 4 methods");
  await expect(schema).not.toContainText("Calling your own server?");
  await expect(playground.method("Say")).toBeHidden();
  await expect(playground.method("MakeHat")).toHaveAccessibleName(/^MakeHat deprecated unary /);
  await expect(playground.request).toContainText("Finds a hat by its size.");
  await playground.call("FindHat", { size: 58 });
  await expectAnswer(playground, '"color": "COLOR_WHITE"');

  await page.reload();
  await expect(page.getByRole("button", { name: /^Services: / })).toHaveText("hats.binpb");
  await expect(playground.editor).toContainText("58");
  await playground.sendButton.click();
  await expectAnswer(playground, '"size": 58');

  // Back to the services of the page.
  await page.getByRole("button", { name: /^Services: / }).click();
  await page.getByRole("menuitemcheckbox", { name: "Demo services" }).click();
  await playground.expectToWork();
});

test("a file that is no descriptor set changes nothing and says what to do", async ({ playground, page }) => {
  await drop(page, "hats.proto", Buffer.from('syntax = "proto3";'));
  const alert = page.getByRole("region", { name: "Schema" }).getByRole("alert");
  await expect(alert).toContainText("hats.proto cannot be used. This is a source file. Compile it with buf build");
  await page.getByLabel("Descriptor set").setInputFiles({
    name: "hat.png",
    mimeType: "image/png",
    buffer: Buffer.from([0x89, 0x50]),
  });
  await expect(alert).toContainText("hat.png cannot be used. Not a binary descriptor set.");
  await expect(playground.editor).not.toContainText("syntax");
  await alert.getByRole("button", { name: "Dismiss" }).click();
  await expect(alert).toBeHidden();
  await playground.expectToWork();
});

test("methods of several services are found and picked with the keyboard", async ({ playground, page }) => {
  await page.getByRole("button", { name: "Add header" }).focus();
  await page.keyboard.press("/");
  await expect(page.getByRole("combobox", { name: "Search methods" })).toBeFocused();
  await page.keyboard.type("note");
  await expect(page.getByText("2 of 13 methods")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(playground.method("AddNote")).toHaveAttribute("aria-selected", "true");
  await expect(playground.request.getByRole("heading", { level: 2 })).toContainText("AddNote");
  await playground.write({ notebook: "here", text: "found it" });
  await playground.sendButton.click();
  await expectAnswer(playground, "found it");

  const search = page.getByRole("combobox", { name: "Search methods" });
  await search.fill("pigeon");
  await expect(page.getByText("No method matches")).toBeVisible();
  await search.press("Escape");
  await expect(playground.method("Say")).toBeVisible();

  // Services open and close.
  const tree = page.getByRole("tree", { name: "Methods" });
  await tree.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(playground.method("AddNote")).toBeHidden();
  await page.keyboard.press("ArrowRight");
  await expect(playground.method("AddNote")).toBeVisible();
});

test("thousands of methods are listed in part, and all are found", async ({ playground, page }) => {
  await drop(page, "big.binpb", bigDescriptors(20, 200));
  await expect(page.getByRole("region", { name: "Schema" })).toContainText("20 services, 4,000 methods");
  const rows = page.getByRole("tree", { name: "Methods" }).getByRole("treeitem");
  await expect(rows).toHaveCount(220); // the first service is open, the others are closed
  const search = page.getByRole("combobox", { name: "Search methods" });
  await search.fill("method");
  await expect(page.getByText("4,000 of 4,000 methods")).toBeVisible();
  await expect(rows).toHaveCount(301);
  await rows.last().click();
  await expect(rows).toHaveCount(1301);
  await search.fill("19x199");
  await expect(rows).toHaveCount(2);
  await search.press("Enter");
  await expect(playground.request.getByRole("heading", { level: 2 })).toContainText("Method19x199");
  await search.press("Escape");
  await expect(rows).toHaveCount(420); // 20 services, two of them open
  await expect(playground.method("Method19x199")).toBeInViewport();
});

test("targets have names and settings of their own, which survive a reload", async ({ playground, page }) => {
  await playground.choose("Codec", "JSON");
  await changeTargets(page, "New target");
  await expect(page.getByRole("radio", { name: "Binary" })).toBeChecked();
  await changeTargets(page, "Rename");
  await page.getByLabel("Name of the target").fill("Staging");
  await page.keyboard.press("Enter");
  await playground.baseUrl.fill("https://staging.example");
  await playground.choose("Compression", "br");
  await playground.choose("Cookies", "Always");
  await playground.timeout.fill("800");
  await playground.pick("Tick");
  await changeTargets(page, "Duplicate");
  await expect(target(page).getByRole("option")).toHaveText(["This page's server", "Staging", "Staging copy"]);
  await playground.baseUrl.fill("https://copy.example");

  await page.reload();
  await expect(target(page).getByRole("option", { selected: true })).toHaveText("Staging copy");
  await expect(playground.baseUrl).toHaveValue("https://copy.example");
  await changeTargets(page, "Delete");
  await expect(target(page).getByRole("option", { selected: true })).toHaveText("Staging");
  await expect(playground.baseUrl).toHaveValue("https://staging.example");
  await expect(playground.optionsButton).toContainText("br, 800 ms, cookies");
  await expect(playground.method("Tick")).toHaveAttribute("aria-selected", "true");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(playground.baseUrl).toHaveValue("https://copy.example");

  await target(page).selectOption("This page's server");
  await expect(page.getByRole("region", { name: "Target" }).getByRole("radio", { name: "JSON" })).toBeChecked();
  await expect(playground.method("Say")).toHaveAttribute("aria-selected", "true");
});

test("the settings of an older version are carried over", async ({ playground, page }) => {
  await page.evaluate(() => {
    localStorage.clear();
    localStorage.setItem("farcall.playground.settings", '{"protocol":"grpc-web","compression":"gzip"}');
    localStorage.setItem("farcall.playground.method", '"demo.v1.DemoService/Wait"');
  });
  await page.goto("about:blank"); // not a reload, before which the page would store its own state
  await page.goto("/");
  await expect(page.getByRole("radio", { name: "gRPC-Web" })).toBeChecked();
  await expect(playground.optionsButton).toContainText("gzip");
  await expect(playground.method("Wait")).toHaveAttribute("aria-selected", "true");
});

test("GET is offered for methods without side effects, and is one", async ({ playground, page }) => {
  await playground.openOptions();
  const useGet = page.getByRole("checkbox", { name: "Send as GET" });
  await useGet.check();
  const sent = page.waitForRequest(/DemoService\/Say/);
  await playground.call("Say", { sentence: "in the URL" });
  const request = await sent;
  expect(request.method()).toBe("GET");
  expect(new URL(request.url()).searchParams.get("connect")).toBe("v1");
  await expectAnswer(playground, "You said: in the URL");

  await playground.pick("Wait");
  await expect(useGet).toBeHidden();
  await expect(playground.optionsButton).not.toContainText("GET");
  await playground.pick("Say");
  await playground.choose("Protocol", "gRPC-Web");
  await expect(useGet).toBeHidden();
});

for (const compression of ["br", "zstd"]) {
  test(`${compression} is loaded when it is chosen, and used in both directions`, async ({ playground, page }) => {
    await playground.choose("Protocol", "gRPC-Web"); // where the browser does not decompress by itself
    await playground.choose("Compression", compression);
    const sent = page.waitForRequest(/DemoService\/Say$/);
    const answered = page.waitForResponse(/DemoService\/Say$/);
    await playground.call("Say", { sentence: "wool ".repeat(1000) });
    expect((await sent).headers()).toMatchObject({
      "grpc-encoding": compression,
      "grpc-accept-encoding": compression,
    });
    expect((await answered).headers()["grpc-encoding"]).toBe(compression);
    await expectAnswer(playground, "You said: wool wool");
  });
}
