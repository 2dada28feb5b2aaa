import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { isConnectError } from "../core/connect-error.ts";
import { isCrossOrigin, resolveBaseUrl } from "./base-url.ts";
import { explainBaseUrl } from "./diagnostics/explain-base-url.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A page: its location's origin, and the origin that its settings object has, which is another in a sandbox. */
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
  ])("makes of %j in a page %s", (baseUrl, expected) => {
    inPage("https://page.example");
    expect(resolveBaseUrl(baseUrl, false)).toBe(expected);
  });

  it.each([
    ["", ""],
    ["/", ""],
    ["/api/", "/api"],
    ["https://api.example.com/", "https://api.example.com"],
  ])("leaves %j where there is no page as %j, because a call may be made elsewhere", (baseUrl, expected) => {
    inPage(undefined);
    expect(resolveBaseUrl(baseUrl, false)).toBe(expected);
  });

  it.each([
    ["where there is no page", undefined],
    ["in a page of an extension", "chrome-extension://abc"],
    ["in a file", "null"],
  ])("takes a path to be one of http://localhost %s, if calls go through a fetch of one's own", (_, origin) => {
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
  ])("refuses %j and asks whether %j was meant", (baseUrl, meant) => {
    for (const origin of ["https://page.example", undefined]) {
      inPage(origin);
      expect(() => explainBaseUrl(baseUrl, true)).toThrow(`did you mean "${meant}"?`);
      expect(() => resolveBaseUrl(baseUrl, true)).toThrow("invalid baseUrl");
    }
  });

  it.each([undefined, null, 5, {}, "/\\\\evil.example", "\\\\evil.example", "https://[bad", " "])(
    "refuses %j",
    (baseUrl) => {
      inPage("https://page.example");
      expect(() => explainBaseUrl(baseUrl as string, false)).toThrow("did you mean");
    },
  );

  it("gives a prefix of its own origin and path, or refuses, whatever it is given", () => {
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
    ["the page's own origin", "https://a.example", "https://a.example", false],
    ["another origin", "https://a.example", "https://b.example", true],
    ["the own origin of a sandboxed page, which has none", "https://a.example", "null", true],
    ["a server, where there is no page", undefined, undefined, false],
  ])("says of %s whether a browser will ask first", (_, location, origin, expected) => {
    inPage(location, origin);
    expect(isCrossOrigin("https://a.example/api")).toBe(expected);
  });

  it("takes a path for one of the page itself", () => {
    inPage("chrome-extension://abc");
    expect(isCrossOrigin("/api")).toBe(false);
  });
});
