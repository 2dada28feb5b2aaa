/** The playground calls the demo service: every kind of call, and every part of a response. */
import type { ServerResponse } from "node:http";
import { expect, test } from "./playground-page.ts";
import { connectEnd, frame, grpcWebEnd, sentence } from "./servers/frames.ts";

const protocols = ["Connect", "gRPC-Web"] as const;
const streamForms = {
  Connect: { type: "application/connect+proto", end: connectEnd },
  "gRPC-Web": { type: "application/grpc-web+proto", end: grpcWebEnd },
};
const codecs = ["Binary", "JSON"] as const;

for (const protocol of protocols) {
  for (const codec of codecs) {
    test(`a unary call succeeds over ${protocol} with ${codec}`, async ({ playground, page }) => {
      await playground.choose("Protocol", protocol);
      await playground.choose("Codec", codec);
      const sent = page.waitForRequest(/DemoService\/Say$/);
      await playground.call("Say", { sentence: "hello" });
      const types = { Connect: "application", "gRPC-Web": "application/grpc-web" } as const;
      const separator = protocol === "Connect" ? "/" : "+";
      expect((await sent).headers()["content-type"]).toBe(
        `${types[protocol]}${separator}${codec === "Binary" ? "proto" : "json"}`,
      );
      await expect(playground.status).toHaveText("OK");
      await expect(playground.answer.getByRole("tabpanel", { name: "Response" })).toContainText("You said: hello");
    });
  }

  test(`messages of a stream arrive one after another over ${protocol}`, async ({ playground, serve }) => {
    const { type, end } = streamForms[protocol];
    let answer: ServerResponse | undefined;
    const { url } = await serve((_req, res) => {
      answer = res.writeHead(200, { "content-type": type });
      answer.write(frame(0, sentence("one")));
    });
    await playground.choose("Protocol", protocol);
    await playground.baseUrl.fill(url);
    await playground.call("Introduce", { name: "Ada" });
    await expect(playground.rows).toHaveCount(1);
    await expect(playground.status).toHaveText("In flight");
    answer?.write(frame(0, sentence("two")));
    await expect(playground.rows).toHaveCount(2);
    await expect(playground.status).toHaveText("In flight");
    answer?.end(end());
    await expect(playground.status).toHaveText("OK");
    await expect(playground.rows).toHaveCount(2);
  });

  test(`the page's own server streams its messages over ${protocol}`, async ({ playground }) => {
    await playground.choose("Protocol", protocol);
    await playground.call("Introduce", { name: "Ada", intervalMs: 10 });
    await expect(playground.rows).toHaveCount(5);
    await expect(playground.rows.first()).toContainText("Hello Ada");
    await expect(playground.status).toHaveText("OK");
    await expect(playground.rows.last()).toContainText("Goodbye!");
  });

  test(`headers and trailers are shown over ${protocol}`, async ({ playground, page }) => {
    await playground.choose("Protocol", protocol);
    await page.getByRole("button", { name: "Add header" }).click();
    await page.getByLabel("Name of header 1").fill("demo-token");
    await page.getByLabel("Value of header 1").fill("abc, def");
    await playground.call("Echo", { headers: { "demo-header": "first" }, trailers: { "demo-trailer": "last" } });
    await expect(playground.status).toHaveText("OK");
    await expect(await playground.openTab("Response")).toContainText('"demo-token": "abc, def"');
    const headers = await playground.openTab("Headers");
    await expect(headers.getByRole("row", { name: "demo-header first" })).toBeVisible();
    const trailers = await playground.openTab("Trailers");
    await expect(trailers.getByRole("row", { name: "demo-trailer last" })).toBeVisible();
  });

  test(`the details of an error are decoded over ${protocol}`, async ({ playground }) => {
    await playground.choose("Protocol", protocol);
    await playground.call("Fail", { code: 9, message: "no wool", reasons: ["moths", "winter"] });
    await expect(playground.status).toHaveText("failed_precondition");
    const error = playground.answer.getByRole("tabpanel", { name: "Error" });
    await expect(error).toContainText("no wool");
    await expect(playground.answer.locator(".status-procedure")).toHaveText("demo.v1.DemoService/Fail");
    const details = error.getByRole("article");
    await expect(details).toHaveCount(2);
    await expect(details.first()).toContainText("demo.v1.FailureReason");
    await expect(details.first()).toContainText('"reason": "moths"');
    await expect(details.last()).toContainText('"index": 1');
  });
}

test("a stream that fails keeps the messages that came before", async ({ playground }) => {
  await playground.call("FailLater", { after: 3, failure: { code: 14, message: "out of wool", reasons: ["sheep"] } });
  await expect(playground.status).toHaveText("unavailable");
  await expect(playground.rows).toHaveCount(3);
  await expect(await playground.openTab("Error")).toContainText('"reason": "sheep"');
});

test("an endless stream is canceled", async ({ playground }) => {
  await playground.call("Tick", { perSecond: 50, count: "0" });
  await expect(playground.rows.nth(5)).toBeVisible();
  await playground.cancelButton.click();
  await expect(playground.status).toHaveText("canceled");
  await expect(playground.sendButton).toBeVisible();
  await expect(playground.rows.first()).toBeVisible();
  await expect(await playground.openTab("Error")).toContainText("You canceled the call");
});

test("a call that takes longer than the timeout ends with deadline_exceeded", async ({ playground, page }) => {
  await page.clock.install();
  await page.reload();
  await playground.openOptions();
  await playground.timeout.fill("50000");
  const sent = page.waitForRequest(/DemoService\/Wait$/);
  await playground.call("Wait", { durationMs: 60_000 });
  await sent;
  await page.clock.fastForward(50_000);
  await expect(playground.status).toHaveText("deadline_exceeded");
  await expect(playground.answer.getByRole("tabpanel", { name: "Error" })).toContainText("50000 ms");
});

test("a stream respects its deadline as well", async ({ playground, page }) => {
  await page.clock.install();
  await page.reload();
  await playground.openOptions();
  await playground.timeout.fill("60000");
  await playground.call("Tick", { perSecond: 50, count: "0" });
  await expect(playground.rows.first()).toBeVisible();
  await page.clock.fastForward(60_000);
  await expect(playground.status).toHaveText("deadline_exceeded");
});

test("gzip is requested when it is switched on", async ({ playground, page }) => {
  await playground.choose("Compression", "gzip");
  await playground.choose("Protocol", "gRPC-Web");
  const sent = page.waitForRequest(/DemoService\/Say$/);
  await playground.call("Say", { sentence: "hello ".repeat(1000) });
  expect((await sent).headers()).toMatchObject({ "grpc-encoding": "gzip", "grpc-accept-encoding": "gzip" });
  await expect(playground.status).toHaveText("OK");
});

test("a message of a stream is shown whole when it is clicked", async ({ playground, page }) => {
  await playground.call("Tick", { perSecond: 0, count: "3" });
  await expect(playground.status).toHaveText("OK");
  await playground.rows.nth(1).click();
  await expect(page.getByRole("region", { name: "Message 2" })).toContainText('"index": "1"');
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("region", { name: "Message 3" })).toContainText('"index": "2"');
});

test("a message of many megabytes is shown by its beginning", async ({ playground, page }) => {
  await playground.call("Large", { sizeBytes: 16 * 1024 * 1024 });
  await expect(playground.status).toHaveText("OK");
  await expect(playground.answer).toContainText("This message is large: 16.0 MiB");
  const json = page.getByRole("region", { name: "Message as JSON" });
  expect((await json.textContent())?.length).toBeLessThan(110_000);
  await playground.expectToWork();
});
