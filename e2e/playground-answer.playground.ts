/** The response pane: streams that are paused, searched and saved, what was sent, and answers that have become old. */
import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { create, toBinary } from "@bufbuild/protobuf";
import { TickResponseSchema } from "../playground/gen/demo/v1/demo_pb.ts";
import { expect, PlaygroundPage, test } from "./playground-page.ts";
import { connectEnd, frame } from "./servers/frames.ts";

const tick = (index: number) =>
  frame(0, toBinary(TickResponseSchema, create(TickResponseSchema, { index: BigInt(index) })));

/** Starts a stream whose messages the test sends. */
async function openStream(
  playground: PlaygroundPage,
  serve: (listener: (req: unknown, res: ServerResponse) => void) => Promise<{ url: string }>,
): Promise<ServerResponse> {
  let started: (answer: ServerResponse) => void = () => {};
  const answer = new Promise<ServerResponse>((resolve) => {
    started = resolve;
  });
  const { url } = await serve((_req, res) =>
    started(res.writeHead(200, { "content-type": "application/connect+proto" })),
  );
  await playground.baseUrl.fill(url);
  await playground.call("Tick", { perSecond: 1 });
  return answer;
}

test("a paused stream stays as it is while messages arrive, and shows them when it is resumed", async ({
  playground,
  page,
  serve,
}) => {
  const answer = await openStream(playground, serve);
  answer.write(Buffer.concat([tick(0), tick(1)]));
  await expect(playground.rows).toHaveCount(2);
  await page.getByRole("button", { name: "Pause" }).click();
  answer.write(Buffer.concat(Array.from({ length: 12_000 }, (_, index) => tick(index + 2))));
  await expect(playground.answer).toContainText("Paused at 2, 12,000 more");
  await expect(playground.rows).toHaveCount(2);
  // They are still there, although the log no longer keeps them.
  await playground.rows.first().click();
  await expect(page.getByRole("region", { name: "Message 1", exact: true })).toContainText('"index": "0"');
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(playground.rows.last()).toContainText('"index":"12001"');
  answer.end(connectEnd());
  await expect(playground.status).toHaveText("OK");
});

test("messages are filtered by text, also those that arrive later, and saved as JSON lines", async ({
  playground,
  page,
  serve,
}) => {
  const answer = await openStream(playground, serve);
  answer.write(Buffer.concat(Array.from({ length: 120 }, (_, index) => tick(index))));
  await expect(playground.answer).toContainText("120 received");
  await page.getByRole("searchbox", { name: "Filter messages" }).fill('"index": "11');
  await expect(playground.answer).toContainText("11 of 120 match. 120 received"); // 11 and 110 to 119
  await expect(playground.rows.last()).toContainText('"index":"119"');
  await playground.rows.last().click();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("region", { name: "Message 119" })).toContainText('"index": "118"');
  answer.write(Buffer.concat([tick(1100), tick(3)]));
  await expect(playground.answer).toContainText("12 of 122 match. 122 received");

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export matches" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/^Tick-[\dT-]+\.jsonl$/);
  const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).index)).toEqual(
    [11, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 1100].map(String),
  );

  await page.getByRole("searchbox", { name: "Filter messages" }).fill("nothing has this");
  await expect(playground.answer).toContainText("0 of 122 match");
  answer.end(connectEnd());
});

test("one message is copied with a key", async ({ playground, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await playground.call("Introduce", { name: "Ada" });
  await playground.rows.first().click();
  await page.keyboard.press("ControlOrMeta+c");
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('"sentence": "Hello Ada, I am the demo service."');
});

test("the request is shown as it was sent, with its status and sizes", async ({ playground, page }) => {
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Name of header 1").fill("demo-token");
  await page.getByLabel("Value of header 1").fill("abc");
  await playground.choose("Protocol", "gRPC-Web");
  await playground.choose("Compression", "gzip");
  await playground.call("Say", { sentence: "wool ".repeat(1000) });
  await expect(playground.status).toHaveText("OK");
  await expect(playground.answer.locator(".metrics")).toContainText("HTTP200");
  const http = await playground.openTab("HTTP");
  await expect(http).toContainText(`${new URL(page.url()).origin}/demo.v1.DemoService/Say`);
  await expect(http).toContainText("200 OK");
  await expect(http).toContainText(/\d+ B sent \(5\.0 kB uncompressed\), \d+ B received \(5\.0 kB uncompressed\)/);
  await expect(http.getByRole("region", { name: "Request headers" })).toContainText("grpc-encoding");
  await expect(await playground.openTab("Timing")).toContainText("Waiting");
});

test("an answer is marked as old once the form says something else, or could not be sent", async ({ playground }) => {
  await playground.call("Say", { sentence: "one" });
  await expect(playground.status).toHaveText("OK");
  const age = playground.answer.locator(".answer-age");
  await expect(age).toBeHidden();
  await playground.write({ sentence: "two" });
  await expect(age).toContainText("The form has changed since");
  await playground.write('{"sentence":"one"}');
  await expect(age).toBeHidden();
  await playground.call("Say", "{ x");
  await expect(age).toContainText("Not sent: below is the answer to the call before.");
  await expect(playground.answer).toContainText("You said: one");
  await playground.call("Say", { sentence: "three" });
  await expect(playground.answer).toContainText("You said: three");
  await expect(age).toBeHidden();
});

test("an error is told once", async ({ playground }) => {
  await playground.call("Fail", { code: 5, message: "no such hat" });
  await expect(playground.status).toHaveText("not_found");
  await expect(playground.answer.getByText("no such hat").and(playground.answer.locator("p:not([role])"))).toHaveCount(
    1,
  );
  await expect(playground.answer).not.toContainText("no details");
  await playground.openTab("Headers");
  await expect(playground.answer.getByText("no such hat").and(playground.answer.locator("p:not([role])"))).toHaveCount(
    1,
  );
});

test("on a narrow screen there is one button to cancel, and no hints about keys", async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    baseURL: baseURL ?? "",
  });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByText("No call yet")).toBeVisible();
  expect(await page.locator("kbd:visible").count()).toBe(0);
  await new PlaygroundPage(page).pick("Tick");
  await page.getByRole("button", { name: /^Send/ }).click();
  await expect(page.getByRole("listbox", { name: "Messages" })).toBeVisible();
  const cancel = page.getByRole("button", { name: /^Cancel/ });
  await expect(cancel).toHaveCount(1);
  await cancel.click();
  await expect(page.locator(".status-word")).toHaveText("canceled");
  await context.close();
});
