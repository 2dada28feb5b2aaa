/** Services that a server describes itself, by reflection. */
import { buildHats } from "./playground/hats.ts";
import { reflectedHatListener } from "./playground/reflected-hats.ts";
import { expect, test } from "./playground-page.ts";

test("services are loaded from the server, kept over a reload, and loaded again", async ({
  playground,
  page,
  serve,
}) => {
  const { url } = await serve(reflectedHatListener(buildHats("hats.binpb")));
  const schema = page.getByRole("region", { name: "Schema" });
  await playground.baseUrl.fill(url);
  await schema.getByRole("button", { name: "Load from server" }).click();
  await expect(schema).toContainText("2 services, 4 methods");
  await playground.call("FindHat", { size: 58 });
  await expect(playground.answer.getByRole("tabpanel")).toContainText('"color": "COLOR_WHITE"');
  await page.reload();
  await expect(schema).toContainText("2 services, 4 methods");
  const asked = page.waitForRequest(/ServerReflectionInfo/);
  await schema.getByRole("button", { name: "Reload" }).click();
  await asked;
  await expect(schema).toContainText("2 services, 4 methods");
  await expect(playground.method("FindHat")).toBeVisible();
});

test("loading can be canceled, and an error says what to do instead", async ({ playground, page, serve }) => {
  const schema = page.getByRole("region", { name: "Schema" });
  const silent = await serve(() => {});
  await playground.baseUrl.fill(silent.url);
  await schema.getByRole("button", { name: "Load from server" }).click();
  await expect(schema).toContainText("Asking the server for its services");
  await schema.getByRole("button", { name: "Cancel loading" }).click();
  await expect(schema).not.toContainText("Asking");
  const bare = await serve((_req, res) => res.writeHead(404).end());
  await playground.baseUrl.fill(bare.url);
  await schema.getByRole("button", { name: "Load from server" }).click();
  await expect(schema.getByRole("alert")).toContainText("descriptor set");
  await playground.expectToWork();
});
