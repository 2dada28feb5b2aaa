import { describe, expect, it } from "vitest";
import type { NodeRequest } from "./node-exchange.ts";
import { keepsSentPath, requestUrl } from "./request-url.ts";

const asked = (url: string, headers: Record<string, string> = { host: "here.example" }, socket: object = {}) =>
  ({ url, headers, socket }) as unknown as NodeRequest;

describe("the URL of a Node request", () => {
  it.each([
    ["the requested host", asked("/a.B/C?x=/../y"), "http://here.example/a.B/C?x=/../y"],
    ["https behind TLS", asked("/a", undefined, { encrypted: true }), "https://here.example/a"],
    ["the authority of HTTP/2", asked("/a", { ":authority": "two.example:8443" }), "http://two.example:8443/a"],
    ["localhost without a host", asked("/a", {}), "http://localhost/a"],
    ["localhost for an empty host", asked("/a", { host: "" }), "http://localhost/a"],
    ["the host in a request through a proxy", asked("http://there.example/a"), "http://there.example/a"],
    ["the root of the host in a request through a proxy", asked("http://there.example?x"), "http://there.example/?x"],
    ["its own host for a path that starts with two slashes", asked("//evil.com/a"), "http://here.example//evil.com/a"],
  ])("has %s", (_, request, expected) => {
    const url = requestUrl(request) as URL;
    expect(url.href).toBe(expected);
    expect(keepsSentPath(url, request)).toBe(true);
  });

  it.each([
    "/\\evil.com/a",
    "/a/%2e%2e/b",
    "/a/../b",
    "/a/./b",
    "/a\\b",
    "/a\tb",
    "http://there.example/a/../b",
    "http:/there.example/a",
    "http:there.example/a",
  ])("differs from the requested one for %j", (target) => {
    expect(keepsSentPath(requestUrl(asked(target)) as URL, asked(target))).toBe(false);
  });

  it.each(["evil.com/a", "evil.com?", "evil.com#", "evil.com\\"])(
    "differs from the requested one if the host is %j",
    (host) => {
      const request = asked("/b", { host });
      expect(keepsSentPath(requestUrl(request) as URL, request)).toBe(false);
    },
  );

  it.each([asked("*"), asked("ftp://there.example/a"), asked("/a", { host: "a b" }), asked("http://a b/c")])(
    "is undefined for $url of $headers.host",
    (request) => {
      expect(requestUrl(request)).toBeUndefined();
    },
  );
});
