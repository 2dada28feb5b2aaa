import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { isConnectError } from "../core/connect-error.ts";
import { isCrossOrigin, resolveBaseUrl } from "./base-url.ts";
import { explainBaseUrl } from "./diagnostics/explain-base-url.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A page: the origin of its location, and the one in its settings object, which differs in a sandbox. */
function inPage(locationOrigin: string | undefined, origin = locationOrigin): void {
  vi.stubGlobal("location", locationOrigin === undefined ? undefined : { origin: locationOrigin });
  vi.stubGlobal("origin", origin);
}

describe("resolveBaseUrl", () => {
  it.each([
    ["", "https://page.example"],
    ["/", "https://page.example"],
    ["/api/", "https://page.example/api"],
    ["https://API.example.com", "https://api.example.com"],
    ["https://api.example.com:443/v1//", "https://api.example.com/v1"],
    ["http://[::1]:8080/a/../b", "http://[::1]:8080/b"],
  ])("resolves %j in a page to %s", (baseUrl, expected) => {
    inPage("https://page.example");
    expect(resolveBaseUrl(baseUrl, false)).toBe(expected);
  });

  it.each([
    ["", ""],
    ["/", ""],
    ["/api/", "/api"],
    ["https://api.example.com/", "https://api.example.com"],
  ])("keeps %j outside a page as %j, because calls may be made elsewhere", (baseUrl, expected) => {
    inPage(undefined);
    expect(resolveBaseUrl(baseUrl, false)).toBe(expected);
  });

  it.each([
    ["outside a page", undefined],
    ["in an extension's page", "chrome-extension://abc"],
    ["in a file", "null"],
  ])("resolves a path against http://localhost %s if there is a custom fetch", (_, origin) => {
    inPage(origin);
    expect(resolveBaseUrl("/api", true)).toBe("http://localhost/api");
  });

  it.each([
    ["api.example.com", "https://api.example.com"],
    ["127.0.0.1:8080", "https://127.0.0.1:8080"],
    ["localhost:8080/api", "https://localhost:8080/api"],
    ["//api.example.com", "https://api.example.com"],
    ["http:api.example.com", "https://api.example.com"],
    ["ftp://api.example.com", "https://api.example.com"],
    ["https://ada:secret@api.example.com", "https://api.example.com"],
    ["https://api.example.com?key=1", "https://api.example.com"],
    ["https://api.example.com#top", "https://api.example.com"],
    ["https://api.example.com?", "https://api.example.com"],
  ])("rejects %j and suggests %j", (baseUrl, meant) => {
    for (const origin of ["https://page.example", undefined]) {
      inPage(origin);
      expect(() => explainBaseUrl(baseUrl, true)).toThrow(`did you mean "${meant}"?`);
      expect(() => resolveBaseUrl(baseUrl, true)).toThrow("invalid baseUrl");
    }
  });

  it.each([undefined, null, 5, {}, "/\\\\evil.example", "\\\\evil.example", "https://[bad", " "])(
    "rejects %j",
    (baseUrl) => {
      inPage("https://page.example");
      expect(() => explainBaseUrl(baseUrl as string, false)).toThrow("did you mean");
    },
  );

  it("returns a prefix with its own origin and path, or throws, whatever the input", () => {
    inPage("https://page.example");
    const part = fc.constantFrom(
      "http:",
      "https:",
      "/",
      "\\\\",
      "@",
      "?",
      "#",
      ":",
      "a.b",
      "localhost",
      ":80",
      "..",
      " ",
      "%2f",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const baseUrl = parts.join("");
        try {
          const url = new URL(`${resolveBaseUrl(baseUrl, false)}/a.B/C`);
          expect([url.search, url.hash, url.username]).toEqual(["", "", ""]);
          expect(url.pathname).toMatch(/\/a\.B\/C$/);
          expect(/^https?:/i.test(baseUrl) || url.origin === "https://page.example").toBe(true);
        } catch (error) {
          expect(error).toSatisfy(isConnectError);
        }
      }),
    );
  });
});

describe("isCrossOrigin", () => {
  it.each([
    ["the page's origin", "https://a.example", "https://a.example", false],
    ["another origin", "https://a.example", "https://b.example", true],
    ["the origin of a sandboxed page, which has none itself", "https://a.example", "null", true],
    ["a server, outside a page", undefined, undefined, false],
  ])("tells for %s whether a browser will send a preflight", (_, location, origin, expected) => {
    inPage(location, origin);
    expect(isCrossOrigin("https://a.example/api")).toBe(expected);
  });

  it("treats a path as same-origin", () => {
    inPage("chrome-extension://abc");
    expect(isCrossOrigin("/api")).toBe(false);
  });
});
