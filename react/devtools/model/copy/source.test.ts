import fc from "fast-check";
import { expect, test } from "vitest";
import { type CopySource, ownHeaders, plainUrl, procedure } from "./source.ts";

/** Creates a page's report of a call, which may contain anything. */
const sourceOf = (fields: {
  url?: string;
  service?: string;
  method?: string;
  headers?: [string, string | null][];
}): CopySource =>
  ({
    service: fields.service ?? "a.S",
    method: fields.method ?? "M",
    url: fields.url ?? "",
    headers: fields.headers ?? [],
  }) as never;

const marked = fc
  .tuple(fc.constantFrom("-", "--", "@", "-o", "-K", "\n", "\u001b[", "javascript:", ""), fc.string({ unit: "binary" }))
  .map((parts) => parts.join(""));

test("a URL from the page is copied as a URL, or not at all", () => {
  fc.assert(
    fc.property(marked, (url) => {
      let copied: string;
      try {
        copied = plainUrl(sourceOf({ url }));
      } catch (error) {
        expect((error as Error).message).toContain("not a server address");
        return;
      }
      expect(copied).toMatch(/^https?:\/\/[!-~]+$/);
    }),
  );
});

test("a procedure from the page is copied as a procedure, or not at all", () => {
  fc.assert(
    fc.property(marked, marked, (service, method) => {
      let copied: string;
      try {
        copied = procedure(sourceOf({ service, method }));
      } catch (error) {
        expect((error as Error).message).toContain("which is not allowed in a .proto file");
        return;
      }
      expect(copied).toMatch(/^[\w.]*\/\w+$/);
    }),
  );
});

test("headers from the page are copied only if a request can have them", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(marked, marked)), (headers) => {
      for (const [name, value] of ownHeaders(sourceOf({ headers }))) {
        expect(new Headers([[name, value]]).has(name)).toBe(true);
        expect(name).not.toMatch(/^@/);
      }
    }),
  );
  expect(
    ownHeaders(
      sourceOf({
        headers: [
          ["x-own", "1"],
          ["@/etc/passwd", "x"],
          ["x-two", "a\nb: c"],
        ],
      }),
    ),
  ).toEqual([["x-own", "1"]]);
});
