/** A link carries a call to another browser, and no secret. */
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { demoSchema } from "../../playground/model/demo-schema.ts";
import { createHeaderRow } from "../../playground/model/header-rows.ts";
import { defaultSettings } from "../../playground/model/settings.ts";
import { deflateText } from "../../playground/model/share/deflated-text.ts";
import { formatShareHash, isShareHash, parseShareHash } from "../../playground/model/share/share-link.ts";

afterAll(() => void Reflect.deleteProperty(globalThis, Symbol.for("farcall.devtools")));

const [method] = demoSchema.services[0]?.methods ?? [];
if (!method) {
  throw new Error("The demo has no methods.");
}
const form = (request: string, headers: [string, string][], baseUrl = "") => ({
  method,
  request,
  headers: headers.map(([name, value]) => createHeaderRow(name, value)),
  settings: { ...defaultSettings, baseUrl, protocol: "grpc-web" as const, codec: "json" as const },
});

test("whatever is in the form comes out of its link", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.webUrl(), async (request, baseUrl) => {
      const { hash } = await formatShareHash(form(request, [["demo-x", "1"]], baseUrl));
      expect(hash).toMatch(/^#\/call\?v=1&c=[\w-]*$/);
      expect(isShareHash(hash)).toBe(true);
      expect((await parseShareHash(hash)).draft).toEqual({
        methodId: method.id,
        settings: { ...defaultSettings, baseUrl, protocol: "grpc-web", codec: "json" },
        request,
        headers: [["demo-x", "1"]],
      });
    }),
    { numRuns: 40 },
  );
});

test("headers that may be secret stay out, and their names are told; so does a password in the URL", async () => {
  const secrets: [string, string][] = [
    ["Authorization", "Bearer s3cret"],
    ["x-api-key", "s3cret"],
    ["csrf-token", "s3cret"],
    ["demo-forwarded", "Basic s3cret"],
  ];
  const { hash, leftOut } = await formatShareHash(
    form("{}", [...secrets, ["demo-x", "1"]], "https://ada:s3cret@api.example.com/"),
  );
  expect(leftOut).toEqual(["authorization", "x-api-key", "csrf-token", "demo-forwarded"]);
  const shared = await parseShareHash(hash);
  expect(JSON.stringify(shared)).not.toContain("s3cret");
  expect(shared.leftOut).toEqual(leftOut);
  expect(shared.draft.settings.baseUrl).toBe("https://api.example.com/");
});

test("a damaged link says so, wherever it is damaged", async () => {
  const { hash } = await formatShareHash(form('{"sentence":"a long enough message"}', []));
  for (let length = "#/call".length; length < hash.length; length++) {
    await expect(parseShareHash(hash.slice(0, length))).rejects.toThrow("This link is damaged");
  }
  for (const content of ["null", "[]", '{"method":1}', '{"method":"a","request":"","headers":[["x"]]}', "no JSON"]) {
    await expect(parseShareHash(`#/call?v=1&c=${await deflateText(content)}`)).rejects.toThrow("This link is damaged");
  }
});

test("a link that would expand without bounds is refused", async () => {
  const bomb = await deflateText(" ".repeat(8 * 1024 * 1024));
  await expect(parseShareHash(`#/call?v=1&c=${bomb}`)).rejects.toThrow("This link is damaged");
});

test("a link of a newer version says so", async () => {
  await expect(parseShareHash("#/call?v=2&c=xyz")).rejects.toThrow("made by a newer version");
});
