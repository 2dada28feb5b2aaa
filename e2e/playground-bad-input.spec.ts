/** Bad input and bad responses: the playground says what is wrong and where, and keeps working. */
import { expect, test } from "./playground-page.ts";

test.afterEach(({ playground }) => playground.expectToWork());

test("malformed JSON is shown with its line and column, in the text and below it", async ({ playground, page }) => {
  await playground.call("Say", '{\n  "sentence": "hi",\n  oops\n}');
  await expect(page.getByRole("alert")).toContainText("Not sent. Something is wrong with the message");
  await expect(playground.request).toContainText("Line 3, column 3: Not valid JSON");
  await expect(playground.editor).toBeFocused();
  await expect(playground.editor.locator(".cm-lintRange-error, .cm-lintPoint-error")).toBeVisible();
  await expect(playground.answer).toContainText("No call yet");
});

test("an empty request is refused", async ({ playground }) => {
  await playground.call("Say", "");
  await expect(playground.request).toContainText("The request is empty");
});

const misfits = [
  [
    "an unknown field",
    '{\n  "name": "Ada",\n  "sentense": "hi"\n}',
    'Line 3, column 3: demo.v1.IntroduceRequest has no field "sentense"; it has name, intervalMs',
  ],
  [
    "a value of the wrong type",
    '{\n  "intervalMs": "soon"\n}',
    'Line 2, column 17: Field "intervalMs" of demo.v1.IntroduceRequest',
  ],
  [
    "a number out of range",
    '{ "intervalMs": -1 }',
    'Line 1, column 17: Field "intervalMs" of demo.v1.IntroduceRequest',
  ],
  ["a list instead of a message", "[1]", "Line 1, column 1: Not a valid demo.v1.IntroduceRequest"],
] as const;

for (const [what, request, complaint] of misfits) {
  test(`a request that does not match its schema is refused: ${what}`, async ({ playground, page }) => {
    await playground.call("Introduce", request);
    await expect(page.getByRole("alert")).toContainText("Not sent.");
    await expect(playground.request).toContainText(complaint);
    await expect(playground.editor.locator(".cm-lintRange-error")).toBeVisible();
  });
}

test("an error inside a nested message is marked at its position", async ({ playground }) => {
  await playground.call("FailLater", '{\n  "after": 1,\n  "failure": {\n    "code": "five"\n  }\n}');
  await expect(playground.request).toContainText('Line 4, column 13: Field "code" of demo.v1.FailRequest');
});

test("an invalid base URL is refused next to its field", async ({ playground, page }) => {
  await playground.baseUrl.fill("htp:/x");
  await playground.sendButton.click();
  await expect(page.getByRole("alert")).toContainText("Something is wrong with the base URL");
  await expect(playground.baseUrl).toBeFocused();
  await expect(playground.baseUrl).toHaveAccessibleDescription(/"htp:\/x"/);
});

test("a timeout that is not a number is refused next to its field", async ({ playground, page }) => {
  await playground.openOptions();
  await playground.timeout.fill("soon");
  await playground.sendButton.click();
  await expect(page.getByRole("alert")).toContainText("Something is wrong with the timeout");
  await expect(playground.timeout).toHaveAccessibleDescription(/"soon": enter whole milliseconds/);
});

test("a header that HTTP cannot carry is refused in its row", async ({ playground, page }) => {
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Name of header 1").fill("not a name");
  await playground.sendButton.click();
  await expect(page.getByRole("alert")).toContainText("Something is wrong with the headers");
  await expect(page.getByLabel("Name of header 1")).toHaveAccessibleDescription(
    /"not a name" is not a valid header name/,
  );
  await page.getByLabel("Name of header 1").fill("greeting");
  await page.getByLabel("Value of header 1").fill("Grüße, 世界");
  await expect(page.getByLabel("Name of header 1")).toHaveAccessibleDescription(
    /^The value of greeting has characters/,
  );
  await page.getByRole("button", { name: "Remove header 1" }).click();
  await expect(page.getByRole("alert")).toBeEmpty();
});

for (const protocol of ["Connect", "gRPC-Web"]) {
  test(`a server that responds with a web page is reported over ${protocol}`, async ({ playground, serve }) => {
    const { url } = await serve((_req, res) => {
      res.setHeader("content-type", "text/html; charset=utf-8");
      res.end("<!doctype html><title>Welcome</title>");
    });
    await playground.choose("Protocol", protocol);
    await playground.baseUrl.fill(url);
    await playground.sendButton.click();
    const error = playground.answer.getByRole("tabpanel", { name: "Error" });
    await expect(error).toContainText("text/html");
    await expect(error).toContainText(`${url}/demo.v1.DemoService/Say`);
  });

  test(`a 404 is reported over ${protocol}`, async ({ playground, page }) => {
    await playground.choose("Protocol", protocol);
    await playground.baseUrl.fill("/nowhere");
    await playground.sendButton.click();
    await expect(playground.status).toHaveText("unimplemented");
    const error = playground.answer.getByRole("tabpanel", { name: "Error" });
    await expect(error).toContainText("404");
    await expect(error).toContainText(`${new URL(page.url()).origin}/nowhere/demo.v1.DemoService/Say`);
  });

  test(`a server that cannot be reached is reported over ${protocol}`, async ({ playground, serve }) => {
    const { url, stop } = await serve(() => {});
    await stop();
    await playground.choose("Protocol", protocol);
    await playground.baseUrl.fill(url);
    await playground.sendButton.click();
    await expect(playground.status).toHaveText("unavailable");
    await expect(playground.answer.getByRole("tabpanel", { name: "Error" })).toContainText(url);
  });
}

test("a detail of an unknown type is shown with its bytes", async ({ playground, serve }) => {
  const { url } = await serve((_req, res) => {
    res.writeHead(409, { "content-type": "application/json" });
    res.end(
      JSON.stringify({ code: "aborted", message: "try again", details: [{ type: "acme.v1.Odd", value: "CAE" }] }),
    );
  });
  await playground.baseUrl.fill(url);
  await playground.sendButton.click();
  await expect(playground.status).toHaveText("aborted");
  const detail = playground.answer.getByRole("article");
  await expect(detail).toContainText("acme.v1.Odd");
  await expect(detail).toContainText("08 01");
  await expect(detail).toContainText("CAE=");
});

test("a call that never gets a response can be canceled", async ({ playground, serve, page }) => {
  const { url } = await serve(() => {});
  await playground.baseUrl.fill(url);
  await playground.sendButton.click();
  await expect(playground.status).toHaveText("In flight");
  await page.keyboard.press("Escape");
  await expect(playground.status).toHaveText("canceled");
});
