/** Mocks, authorization and environments. */
import { buildHats } from "./playground/hats.ts";
import { expect, test } from "./playground-page.ts";

test("a schema that was dropped in is answered by a mock, without any request", async ({ playground, page }) => {
  const requests: string[] = [];
  const descriptors = buildHats("mock.binpb");
  await page.getByLabel("Descriptor set").setInputFiles(descriptors);
  await expect(playground.method("FindHat")).toBeVisible();
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  await playground.choose("Send to", "Mock");
  await playground.method("FindHat").click();
  await playground.sendButton.click();
  await expect(playground.status).toHaveText("OK");
  await expect(playground.answer.getByRole("tabpanel")).toContainText('"color"');
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Name of header 1").fill("mock-code");
  await page.getByLabel("Value of header 1").fill("unavailable");
  await playground.sendButton.click();
  await expect(playground.status).toHaveText("unavailable");
  expect(requests.filter((path) => path.includes("acme.hats"))).toEqual([]);
});

test("a bearer token and a base URL come from the environment, and secrets are forgotten with the tab", async ({
  playground,
  page,
  serve,
}) => {
  const seen: (string | undefined)[] = [];
  const { url } = await serve((req, res) => {
    res.setHeader("access-control-allow-origin", "*");
    res.setHeader("access-control-allow-headers", "*, authorization");
    if (req.method === "POST") {
      seen.push(req.headers.authorization);
    }
    res.writeHead(req.method === "OPTIONS" ? 204 : 404).end();
  });
  await playground.baseUrl.fill("{{server}}");
  await playground.request.getByText("Bearer", { exact: true }).click();
  await playground.request.getByLabel("Token").fill("{{token}}");
  await playground.sendButton.click();
  await expect(playground.request.getByRole("alert")).toContainText("{{server}}: no environment is selected.");
  await expect(page.getByRole("combobox", { name: /^Environment/ })).toBeFocused();

  await page.getByRole("combobox", { name: /^Environment/ }).selectOption("New …");
  const dialog = page.getByRole("dialog", { name: "Environment" });
  await dialog.getByLabel("Name", { exact: true }).fill("staging");
  await dialog.getByLabel("Name of variable 1").fill("server");
  await dialog.getByLabel("Value of variable 1").fill(url);
  await dialog.getByRole("button", { name: "Add variable" }).click();
  await dialog.getByLabel("Name of variable 2").fill("token");
  await dialog.getByLabel("Value of variable 2").fill("s3cret");
  await dialog.getByLabel("Secret").last().check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await playground.sendButton.click();
  await expect(playground.status).toHaveText("unimplemented");
  expect(seen).toEqual(["Bearer s3cret"]);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("s3cret");
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toContain("staging");
});

test("a message is filled in from the environment: completed, valid at once, sent, and shared as it is written", async ({
  playground,
  page,
}) => {
  await playground.pick("Introduce");
  await playground.write('{ "name": "{{who}} & co", "intervalMs": "{{ms}}" }');
  await playground.sendButton.click();
  await expect(playground.request.getByRole("alert")).toContainText(
    "{{who}} and {{ms}}: no environment is selected. Select or create one that has this variable",
  );
  await page.getByRole("combobox", { name: /^Environment/ }).selectOption("New …");
  const dialog = page.getByRole("dialog", { name: "Environment" });
  await dialog.getByLabel("Name", { exact: true }).fill("staging");
  await dialog.getByLabel("Name of variable 1").fill("who");
  await dialog.getByLabel("Value of variable 1").fill('"Ada"');
  await dialog.getByRole("button", { name: "Add variable" }).click();
  await dialog.getByLabel("Name of variable 2").fill("ms");
  await dialog.getByLabel("Value of variable 2").fill("1");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(playground.request.locator(".cm-lintRange-error")).toHaveCount(0);
  await playground.sendButton.click();
  await expect(playground.status).toHaveText("OK");
  await expect(playground.answer).toContainText('\\"Ada\\" & co');

  await page.getByRole("group", { name: "Edit the message as" }).getByText("Form").click();
  await expect(page.getByRole("form")).toContainText('Filled in: "Ada" & co');
  await page.getByRole("group", { name: "Edit the message as" }).getByText("JSON").click();
  await playground.write('{ "name": "');
  await page.keyboard.type("{{w");
  const offered = page.getByRole("option", { name: /who/ });
  await expect(offered).toContainText('"Ada"');
  await offered.click();
  await expect(playground.editor).toContainText('{ "name": "{{who}}');
  await playground.write('{ "name": "{{who}}" }');
  await playground.editor.getByText('"{{who}}"').hover();
  await expect(page.getByText('A variable of the environment "staging".')).toBeVisible();
});
