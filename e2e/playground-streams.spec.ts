/** Request streams through the page: a list of messages in the editor. */
import { expect, test } from "./playground-page.ts";

for (const protocol of ["Connect", "gRPC-Web"]) {
  test(`many messages are sent and summarized over ${protocol}`, async ({ playground }) => {
    await playground.choose("Protocol", protocol);
    await playground.call("Summarize", [{ sentence: "one two" }, { sentence: "three" }]);
    await expect(playground.status).toHaveText("OK");
    await expect(playground.answer.getByRole("tabpanel")).toContainText('"words": 3');
  });

  test(`many messages are sent and each is answered over ${protocol}`, async ({ playground }) => {
    await playground.choose("Protocol", protocol);
    await playground.call("Converse", [{ sentence: "wool" }, { sentence: "really?" }]);
    await expect(playground.status).toHaveText("OK");
    await expect(playground.rows).toHaveCount(2);
    await expect(playground.rows.last()).toContainText("Good question.");
  });
}

test("one message instead of a list is refused with a hint", async ({ playground }) => {
  await playground.call("Converse", { sentence: "hi" });
  await expect(playground.request).toContainText("A request stream is a JSON array");
  await playground.expectToWork();
});

test("an invalid message in the list is named by its position", async ({ playground }) => {
  await playground.call("Summarize", '[\n  { "sentence": "fine" },\n  { "sentense": "typo" }\n]');
  await expect(playground.request).toContainText("Line 3, column 5");
  await expect(playground.request).toContainText('has no field "sentense"');
  await playground.expectToWork();
});
