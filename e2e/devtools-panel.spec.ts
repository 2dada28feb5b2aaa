/** The panel on a page with real calls, recorded by the real recorder. */
import type { TestInfo } from "@playwright/test";
import { expect, test } from "./devtools-page.ts";

test.describe.configure({ mode: "serial" });

test.describe("calls of every kind and outcome", () => {
  test.beforeAll(async ({ panel }) => {
    await panel.show("busy", "light");
    await expect(panel.rows()).toHaveCount(20);
  });

  test("each has a row with its state", async ({ panel }) => {
    await expect(panel.rows("Say").first()).toContainText("ok");
    await expect(panel.rows("invalid_argument")).toHaveCount(1);
    await expect(panel.rows("deadline_exceeded")).toContainText("Wait");
    await expect(panel.rows("canceled")).toContainText("Wait");
    await expect(panel.rows("left")).toContainText("↓40");
    await expect(panel.rows("open")).toContainText("Tick");
    await expect(panel.rows("↓500")).toContainText("8.4 kB");
    await expect(panel.page.locator(".status-bar")).toContainText("20 calls · 8 failed");
  });

  for (const [index, way] of ["binary", "GET", "JSON", "gRPC-Web"].entries()) {
    test(`a ${way} call shows its request and response, decoded`, async ({ panel }) => {
      await panel.open(panel.rows().nth(index));
      const messages = await panel.tab("Messages");
      const sentence = ["hello", "over GET", "as JSON", "over gRPC-Web"][index];
      await expect(messages.getByRole("option").first()).toContainText(`sentence: "${sentence}"`);
      await expect(messages.getByRole("treeitem").first()).toContainText(`sentence: "You said: ${sentence}"`);
    });
  }

  test("a selected field highlights its bytes in the hex view", async ({ panel }) => {
    await panel.open(panel.rows().first());
    const messages = await panel.tab("Messages");
    await messages.getByText("Both", { exact: true }).click();
    await messages.getByRole("treeitem").first().click();
    await expect(messages.locator(".hex-text")).toHaveText(["··You said: hell", "o"]);
    await expect(messages.locator(".hex-bytes .is-marked")).toHaveCount(17);
    await messages.getByText("Tree", { exact: true }).click();
  });

  test("an error is explained, with decoded details and its trailers", async ({ panel }) => {
    await panel.open(panel.rows("failed_precondition"));
    const error = panel.details.getByRole("tabpanel", { name: "Error" });
    await expect(error).toContainText("no wool");
    await expect(error).toContainText("The server responded with this error.");
    await expect(error.getByRole("tree", { name: "Detail 1: demo.v1.FailureReason" })).toContainText('reason: "moths"');
    await expect(error.getByRole("region", { name: "Raw trailers" })).toContainText("demo-failure");
  });

  test("a network failure, a proxy's page and a page of text are distinguished", async ({ panel }) => {
    const failures = panel.rows("Say").filter({ hasText: /unavailable|unknown/ });
    await panel.open(failures.nth(0));
    await expect(panel.details).toContainText("No response came from the network: TypeError: Failed to fetch");
    await expect(panel.details).toContainText("access-control-allow-origin");
    await panel.open(failures.nth(1));
    await expect(panel.details).toContainText("HTTP 502 (text/html)");
    const messages = await panel.tab("Messages");
    await expect(messages).toContainText("<h1>502 Bad Gateway</h1>");
    expect(await panel.page.evaluate(() => "hacked" in globalThis)).toBe(false);
  });

  test("a deadline shows its length, and has a line in the timing", async ({ panel }) => {
    await panel.open(panel.rows("deadline_exceeded"));
    await expect(panel.details).toContainText("The caller's deadline of 60 ms passed.");
    const timing = await panel.tab("Timing");
    await expect(timing.locator(".phase-deadline").first()).toBeVisible();
    await panel.tab("Messages");
  });

  test("a stream lists its messages, and their rate", async ({ panel }) => {
    await panel.open(panel.rows("↓500"));
    const messages = await panel.tab("Messages");
    await expect(messages).toContainText(/500 messages · [\d,.]+\/s · first after/);
    await messages.getByRole("listbox").focus();
    await panel.page.keyboard.press("Home");
    await expect(messages.getByRole("option").first()).toContainText("count: 500");
    await panel.page.keyboard.press("ArrowDown");
    await expect(messages.getByRole("region", { name: "Response 1" })).toBeVisible();
    await panel.page.keyboard.press("End");
    await expect(messages.getByRole("region", { name: "End of stream" })).toBeVisible();
  });

  test("an open stream is updated while it is shown, and can be canceled", async ({ panel }) => {
    const open = panel.rows("open");
    await panel.open(open);
    const rows = panel.details.getByRole("tabpanel", { name: "Messages" }).getByRole("option");
    const last = async () => Number(/index: (\d+)/.exec((await rows.last().textContent()) ?? "")?.[1] ?? 0);
    const before = await last();
    await expect.poll(last).toBeGreaterThan(before + 1);
    await panel.details.getByRole("button", { name: "Cancel" }).click();
    await expect(panel.rows("open")).toHaveCount(0);
    await expect(panel.rows("canceled")).toHaveCount(2);
  });

  test("hidden header values are shown on demand", async ({ panel }) => {
    await panel.open(panel.rows("Echo"));
    const headers = await panel.tab("Headers");
    await expect(headers.getByRole("row", { name: /^authorization/ })).toContainText("hidden");
    await expect(headers.getByRole("row", { name: /^x-request-id/ })).toContainText("7f3a");
    await expect(headers.getByRole("region", { name: "Trailers" })).toContainText("demo-trailer");
    await headers.getByRole("button", { name: /^Show them/ }).click();
    await expect(headers.getByRole("row", { name: /^authorization/ })).toContainText("Bearer secret");
    await panel.menu("More", "Show hidden header values");
    await expect(headers.getByRole("row", { name: /^authorization/ })).toContainText("hidden");
  });

  test("a request is edited, checked, and sent again through the application's transport", async ({ panel }) => {
    await panel.open(panel.rows("Say"));
    const form = await panel.tab("Resend");
    const field = form.getByRole("textbox", { name: "Request message" });
    await field.fill('{ "sentence": 5 }');
    await form.getByRole("button", { name: "Send again" }).click();
    await expect(form.getByRole("alert")).toContainText("sentence");
    await field.fill('{ "sentence": "once more" }');
    await field.press("Control+Enter");
    await expect(panel.details.getByRole("treeitem").first()).toContainText("You said: once more");
    await expect(panel.rows("resent")).toHaveCount(1);
    await panel.menu("More", "Hide calls from this panel");
    await expect(panel.rows("resent")).toHaveCount(0);
    await panel.menu("More", "Hide calls from this panel");
    await expect(panel.rows("resent")).toHaveCount(1);
  });

  test("a response is mocked by our own server until the override is removed", async ({ panel }) => {
    await panel.open(panel.rows("Say"));
    const form = await panel.tab("Override");
    await expect(form.getByRole("textbox", { name: "Response message" })).toHaveValue(/You said: hello/);
    await form.getByRole("textbox", { name: "Response message" }).fill('{ "sentence": "made up" }');
    await form.getByRole("button", { name: "Apply" }).click();
    await expect(form.getByRole("list", { name: "Active overrides" })).toContainText(
      "demo.v1.DemoService/Say responds with HTTP 200",
    );
    expect(await panel.page.evaluate("say('anything')")).toBe("made up");
    await expect(panel.rows("override")).toHaveCount(1);
    await form.getByRole("button", { name: "Remove" }).click();
    await expect(form.getByRole("list", { name: "Active overrides" })).toHaveCount(0);
    expect(await panel.page.evaluate("say('anything')")).toBe("You said: anything");
  });

  test("an error is mocked as well", async ({ panel }) => {
    await panel.open(panel.rows("Say"));
    const form = await panel.tab("Override");
    await form.getByText("Error", { exact: true }).click();
    await form.getByLabel("Code").selectOption("resource_exhausted");
    await form.getByLabel("Message").fill("too much wool");
    await form.getByRole("button", { name: "Apply" }).click();
    await expect(form.getByRole("list", { name: "Active overrides" })).toBeVisible();
    expect(await panel.page.evaluate("say('anything').catch((error) => error.code + ': ' + error.message)")).toContain(
      "resource_exhausted",
    );
    await form.getByRole("button", { name: "Remove" }).click();
    await panel.tab("Messages");
  });

  test("calls are delayed and blocked, and a stream is cut off after some messages", async ({ panel }) => {
    const active = panel.details.getByRole("list", { name: "Active overrides" });
    const apply = async (kind: string, field: string, value: string) => {
      const form = await panel.tab("Override");
      await form.getByText(kind, { exact: true }).click();
      if (field !== "") {
        await form.getByLabel(field, { exact: true }).fill(value);
      }
      await form.getByRole("button", { name: "Apply" }).click();
      await expect(active).toBeVisible();
    };
    const remove = async () => {
      await active.getByRole("button", { name: "Remove" }).click();
      await expect(active).toHaveCount(0);
    };
    await panel.open(panel.rows("Say"));
    await apply("Latency", "Delay", "250");
    const took = await panel.page.evaluate(
      "(async () => { const start = performance.now(); await say('late'); return performance.now() - start })()",
    );
    expect(took).toBeGreaterThanOrEqual(249);
    await remove();
    await apply("Block", "", "");
    expect(await panel.page.evaluate("say('blocked').catch((error) => error.code)")).toBe("unavailable");
    await remove();
    await panel.open(panel.rows("↓500"));
    await apply("Cut", "After", "2");
    expect(await panel.page.evaluate("ticks()")).toMatch(/^2 (?!ok)/);
    await remove();
    expect(await panel.page.evaluate("ticks()")).toBe("5 ok");
    await panel.tab("Messages");
  });

  test("the filter completes values it has seen, and explains an empty list", async ({ panel }) => {
    await panel.filter.fill("status:e");
    await panel.page.getByRole("option", { name: "error" }).click();
    await expect(panel.filter).toHaveValue("status:error ");
    await expect(panel.rows("ok")).toHaveCount(0);
    await panel.filter.fill("status:error method:Nothing");
    await expect(panel.page.getByRole("region", { name: "No calls match the filter" })).toContainText(
      "method:Nothing alone",
    );
    await panel.page.getByRole("button", { name: "Show all calls" }).click();
    await expect(panel.rows("ok").first()).toBeVisible();
    await panel.filter.fill('body:"over gRPC-Web"');
    await expect(panel.rows()).toHaveCount(1);
    await panel.filter.fill("header:x-request-id=7f3a");
    await expect(panel.rows()).toHaveCount(1);
    await expect(panel.rows()).toContainText("Echo");
    await panel.filter.fill("duration:soon");
    await expect(panel.page.getByText("duration: expects a time")).toBeVisible();
    await panel.filter.fill("");
  });

  test("two calls are compared", async ({ panel }) => {
    await panel.open(panel.rows("Say").nth(0));
    await panel.details.getByRole("button", { name: "Compare" }).click();
    await panel.open(panel.rows("Say").nth(3));
    const compared = await panel.tab("Compare");
    await expect(compared.getByRole("region", { name: "Response", exact: true })).toContainText(
      '"sentence": "You said: hello"',
    );
    await expect(compared.getByRole("region", { name: "Response", exact: true })).toContainText(
      '"sentence": "You said: over gRPC-Web"',
    );
    await panel.tab("Messages");
  });

  test("the timeline and the methods show all calls", async ({ panel }) => {
    await panel.view("Timeline");
    const bars = panel.page.getByRole("listbox", { name: /^Timeline/ }).getByRole("option");
    await expect.poll(() => bars.count()).toBeGreaterThan(20);
    const count = await bars.count();
    for (let times = 0; times < 4; times++) {
      await panel.page.getByRole("button", { name: "Zoom in" }).click();
    }
    await expect.poll(() => bars.count()).toBeLessThan(count);
    await panel.page.getByRole("button", { name: "Show all", exact: true }).click();
    await expect.poll(() => bars.count()).toBe(count);
    await panel.view("Methods");
    const row = panel.page.getByRole("row", { name: /^Fail demo/ });
    await expect(row).toContainText("2 · 100 %");
    await row.getByRole("button").click();
    await expect(panel.rows()).toHaveCount(3);
    await panel.filter.fill("");
  });

  test("the savings of binary are shown for a call, and for each method", async ({ panel }) => {
    await panel.open(panel.rows("Say").first());
    const headers = await panel.tab("Headers");
    // {"sentence":"hello"} and {"sentence":"You said: hello"} against 7 and 17 bytes.
    await expect(headers.locator(".facts")).toContainText("24 B binary, 50 B as JSON: −52 %");
    await panel.open(panel.rows("Say").nth(2)); // a JSON call shows its size in binary
    await expect(headers.locator(".facts")).toContainText(/\d+ B binary, \d+ B as JSON: −\d+ %/);
    await panel.tab("Messages");
    await panel.view("Methods");
    const cells = panel.page.getByRole("row", { name: /^Tick demo/ }).getByRole("cell");
    await expect(cells.last()).toHaveText(/^−\d\d %$/);
    await expect(cells.last()).toHaveAttribute("title", /as JSON/);
    await panel.view("Calls");
  });

  test("a log is saved as HAR and as NDJSON, and read back", async ({ panel }, info) => {
    for (const kind of ["HAR", "NDJSON"]) {
      const path = await save(panel.page, () => panel.menu("More", `Export as ${kind}`), info);
      const count = await panel.page.locator(".status-bar").textContent();
      await panel.page.getByLabel("Import a file").setInputFiles(path);
      await expect(panel.page.getByText("Calls from the file")).toBeVisible();
      await expect(panel.page.locator(".status-bar")).toContainText(/^\d+ calls/.exec(count ?? "")?.[0] ?? "no calls");
      await panel.open(panel.rows("↓500"));
      await expect(panel.details.getByRole("tabpanel")).toContainText("500 messages");
      await expect(panel.details.getByRole("option").last()).toContainText("end");
      await panel.open(panel.rows("failed_precondition"));
      await expect(panel.details.getByRole("tree").first()).toContainText('reason: "moths"');
      await panel.page.getByRole("button", { name: "Back to the page" }).click();
    }
  });

  test("recording can be paused and resumed, and everything can be cleared", async ({ panel }) => {
    await panel.page.getByRole("button", { name: "Clear", exact: true }).click();
    await expect(panel.page.getByRole("region", { name: "No calls yet" })).toBeVisible();
    await panel.page.getByRole("button", { name: "Pause recording" }).click();
    await expect(panel.page.getByRole("region", { name: "Recording is paused" })).toBeVisible();
    await panel.page.evaluate("say('unheard')");
    await panel.page.getByRole("button", { name: "Record", exact: true }).last().click();
    await panel.page.evaluate("say('heard')");
    await expect(panel.rows()).toHaveCount(1);
    await panel.open(panel.rows());
    await expect(panel.details.getByRole("treeitem").first()).toContainText("You said: heard");
  });
});

async function save(page: import("@playwright/test").Page, act: () => Promise<void>, info: TestInfo): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  const path = info.outputPath(download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

test("a saved HAR is replayed by another tool, byte by byte", async ({ panel, browser }, info) => {
  await panel.show("busy", "light");
  await expect(panel.rows("open")).toHaveCount(1);
  const path = await save(panel.page, () => panel.menu("More", "Export as HAR"), info);
  const page = await browser.newPage();
  await page.routeFromHAR(path, { notFound: "abort" });
  const { origin } = new URL(panel.page.url());
  await page.route(`${origin}/blank`, (route) => route.fulfill({ body: "<!doctype html>", contentType: "text/html" }));
  await page.goto(`${origin}/blank`);
  const answer = await page.evaluate(async () => {
    const response = await fetch("/demo.v1.DemoService/Say", {
      method: "POST",
      headers: { "content-type": "application/proto", "connect-protocol-version": "1" },
      body: new Uint8Array([10, 5, ...new TextEncoder().encode("hello")]),
    });
    return [response.status, new TextDecoder().decode(await response.arrayBuffer())];
  });
  expect(answer).toEqual([200, "\n\u000fYou said: hello"]);
  await page.close();
});
