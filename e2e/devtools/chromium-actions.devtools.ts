/** The panel's actions in Chromium's DevTools: copy a call, send it again, respond in place of its server, save it. */
import { copyFile, readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { startBothHttpServer } from "./both-http-server.ts";
import { callIn } from "./call-in.ts";
import { expect, test } from "./lab.ts";
import type { AppCall } from "./pages/app.ts";
import { runInConsole, runInProject, runInShell } from "./run-copied.ts";

const forms: readonly (readonly [form: string, run: (text: string, page: Page) => Promise<string>])[] = [
  ["curl", runInShell],
  ["curl, binary", runInShell],
  ["buf curl", runInShell],
  ["grpcurl", runInShell],
  ["fetch", (text, page) => runInConsole(page, text)],
  ["TypeScript", runInProject],
  ["test fixture", runInProject],
];
const sentence = `it's "wool", \\ $HOME and \`yarn\` – 羊毛`;
const calls: readonly (readonly [
  name: string,
  method: "say" | "introduce" | "summarize",
  input: object,
  how: AppCall,
])[] = [
  ["a unary call", "say", { sentence }, { headers: { "x-color": "it's green" } }],
  ["a unary call over gRPC-Web", "say", { sentence }, { protocol: "grpc-web" }],
  ["a stream", "introduce", { name: "Ada" }, {}],
  ["a stream over gRPC-Web", "introduce", { name: "Ada" }, { protocol: "grpc-web", timeoutMs: 30_000 }],
  ["a client stream", "summarize", [{ sentence: "one two" }, { sentence: "three" }], {}],
];
/** How a response contains the text: in JSON, in the bytes of a message, or as a field. */
const answers = {
  say: [JSON.stringify(sentence).slice(1, -1), sentence],
  introduce: ["Hello Ada"],
  summarize: ['"words":3', '"words": 3', "\x10\x03"],
} as const;

for (const [name, method, input, how] of calls) {
  test(`a copy of ${name} gets the same response wherever it is pasted`, async ({ lab, recorded: { panel, page } }) => {
    await panel.clear();
    const result = await callIn(page, method, input as never, { ...how, baseUrl: lab.everyProtocol });
    expect(result.error).toBeUndefined();
    await panel.open(panel.rows);
    for (const [form, run] of forms) {
      const copied = await panel.copyAs(form);
      const printed = await run(copied, page).catch((error) => `${error}\n${error.stderr ?? ""}\nof:\n${copied}`);
      expect(
        answers[method].some((answer) => printed.includes(answer)),
        `${form} printed ${printed}`,
      ).toBe(true);
      expect(printed, form).not.toContain("Error:");
    }
  });
}

test("a call is edited and sent again, through the page's own transport", async ({ recorded: { panel, page } }) => {
  await panel.clear();
  await callIn(page, "say", { sentence: "one" }, { headers: { "x-color": "green" } });
  const details = await panel.open(panel.row("Say"), "Resend");
  await details.getByRole("textbox", { name: "Request message" }).fill('{ "sentence": "two" }');
  await expect(details.getByRole("textbox", { name: "Headers" })).toHaveValue(/x-color: green/);
  await details.getByRole("button", { name: "Send again" }).click();
  await expect(panel.rows).toHaveCount(2);
  await expect(panel.rows.last()).toContainText("resent");
  await expect(details).toContainText("You said: two"); // the new call is shown
  await panel.open(panel.rows.last(), "Headers");
  await expect(details).toContainText("green");
});

test("a request that does not match its schema is not sent, and the field says why", async ({
  recorded: { panel, page },
}) => {
  await panel.clear();
  await callIn(page, "say", { sentence: "one" });
  const details = await panel.open(panel.row("Say"), "Resend");
  await details.getByRole("textbox", { name: "Request message" }).fill('{ "sentense": "two" }');
  await details.getByRole("button", { name: "Send again" }).click();
  await expect(details.getByRole("alert")).toContainText("sentense");
  await expect(panel.rows).toHaveCount(1);
});

test("an override mocks a method, makes it fail, slows it down, and is finally removed", async ({
  recorded: { panel, page },
}) => {
  await panel.clear();
  await callIn(page, "say", { sentence: "one" });
  const details = await panel.open(panel.row("Say"), "Override");
  const choose = (kind: string) =>
    details.getByRole("group", { name: "Effect" }).getByText(kind, { exact: true }).click();
  const apply = async () => {
    await details.getByRole("button", { name: "Apply", exact: true }).click();
    await expect(details.getByRole("button", { name: "Remove" })).toHaveCount(1); // confirmed by the page
  };
  const remove = async () => {
    await details.getByRole("button", { name: "Remove" }).click();
    await expect(details.getByRole("button", { name: "Remove" })).toHaveCount(0);
  };

  await choose("Answer");
  await details.getByRole("textbox", { name: "Response message" }).fill('{ "sentence": "made up" }');
  await apply();
  expect(await callIn(page, "say", { sentence: "two" })).toEqual({ messages: [{ sentence: "made up" }] });
  await expect(panel.rows.last()).toContainText("override");
  await remove();

  await choose("Error");
  await details.getByLabel("Code").selectOption("permission_denied");
  await details.getByLabel("Message", { exact: true }).fill("not for you");
  await apply();
  expect(await callIn(page, "say", { sentence: "two" })).toEqual({
    messages: [],
    error: { code: "permission_denied", message: "not for you" },
  });
  await remove();

  await choose("Latency");
  await details.getByLabel("Delay", { exact: true }).fill("700");
  await apply();
  const start = Date.now();
  expect(await callIn(page, "say", { sentence: "two" })).toEqual({ messages: [{ sentence: "You said: two" }] });
  expect(Date.now() - start).toBeGreaterThanOrEqual(700);
  await remove();

  await callIn(page, "say", { sentence: "three" });
  await expect(panel.rows.last()).not.toContainText("override");
});

test("calls saved as HAR can be replayed without their server", async ({
  lab,
  recorded: { devTools, panel, page },
}) => {
  await panel.clear();
  const server = await startBothHttpServer();
  const all = [
    ["say", { sentence: "wool" }, {}],
    ["introduce", { name: "Ada" }, {}],
    ["say", { sentence: "yarn" }, { protocol: "grpc-web" }],
    ["fail", { code: 5, message: "no such hat", reasons: ["never knitted"] }, {}],
  ] as const;
  const callAll = async (where: Page): Promise<unknown[]> => {
    const results = [];
    for (const [method, input, how] of all) {
      results.push(await callIn(where, method, input as never, { ...how, baseUrl: server.url }));
    }
    return results;
  };
  const before = await callAll(page);
  await expect(panel.rows).toHaveCount(all.length);
  const download = devTools.frontEnd.waitForEvent("download");
  await panel.chooseMore("Export as HAR");
  const file = await (await download).path();
  server.stop();
  expect(JSON.parse(await readFile(file, "utf8")).log.version).toBe("1.2");

  const other = await lab.context.newPage();
  const har = `${file}.har`; // Playwright determines the format by the name
  await copyFile(file, har);
  await other.routeFromHAR(har, { url: `${server.url}/**` });
  await other.goto(lab.site.recorded);
  expect(await callAll(other)).toEqual(before);
  await other.close();
});
