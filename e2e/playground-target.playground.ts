/** Mocks, authorization and environments. */
import { buildHats } from "./playground/hats.ts";
import { expect, PlaygroundPage, test } from "./playground-page.ts";

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

test("two tabs share targets and environments, and keep their own selection, method and drafts", async ({
  playground,
  page,
  context,
}) => {
  const other = new PlaygroundPage(await context.newPage());
  await other.open();
  const target = (of: PlaygroundPage) => of.page.getByRole("combobox", { name: "Target" });
  const environment = (of: PlaygroundPage) => of.page.getByRole("combobox", { name: /^Environment/ });
  const change = async (of: PlaygroundPage, item: string) => {
    await of.page.getByRole("button", { name: "Change targets" }).click();
    await of.page.getByRole("menuitem", { name: item }).click();
  };
  await other.pick("Say");
  await other.write('{ "sentence": "theirs" }');

  // What one adds and changes, the other lists, without going there.
  await change(playground, "New target");
  await playground.baseUrl.fill("http://one.example");
  await playground.pick("Introduce");
  await playground.pick("Say");
  await playground.write('{ "sentence": "mine" }');
  await expect(target(other).getByRole("option")).toHaveText(["This page's server", "Target 2"]);
  await expect(other.baseUrl).toHaveValue("");
  await change(other, "New target");
  await other.baseUrl.fill("http://two.example");
  await other.pick("Tick");
  await expect(target(playground).getByRole("option")).toHaveText(["This page's server", "Target 2", "Target 3"]);
  await expect(playground.baseUrl).toHaveValue("http://one.example");

  // On the same target, each has its own method.
  await target(other).selectOption("Target 2");
  await other.pick("Follow");
  await expect(playground.request.getByRole("heading", { level: 2 })).toContainText("Say");
  await expect(playground.editor).toContainText("mine");

  await environment(playground).selectOption("New …");
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("staging");
  await expect(environment(other).getByRole("option", { name: "staging" })).toBeAttached();
  await expect(environment(other)).toHaveValue("");
  await environment(other).selectOption("New …");
  await other.page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("production");
  await other.page.getByRole("dialog").getByLabel("Name of variable 1").fill("token");
  await page.getByRole("dialog").getByLabel("Name of variable 1").fill("host");
  await other.page.getByRole("dialog").getByLabel("Value of variable 1").fill("t");
  await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  for (const of of [playground, other]) {
    await expect(environment(of).getByRole("option")).toHaveText(["None", "staging", "production", "New …"]);
  }

  // A reload keeps what belongs to the tab, and a target deleted by the other can be had back.
  await other.page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  await other.page.reload();
  await expect(other.request.getByRole("heading", { level: 2 })).toContainText("Follow");
  await other.pick("Say");
  await expect(other.editor).toContainText("theirs");
  await expect(environment(other).locator("option:checked")).toHaveText("production");
  await change(playground, "Delete");
  await expect(other.page.getByText("Target 2 was deleted.")).toBeVisible();
  await other.page.getByRole("button", { name: "Undo" }).click();
  await expect(other.baseUrl).toHaveValue("http://one.example");
  await expect(target(playground).getByRole("option")).toHaveText(["This page's server", "Target 2", "Target 3"]);
  await expect(playground.editor).toContainText("mine");
  expect(other.complaints).toEqual([]);
});
