// In Node only, because browsers do not let pages create a Request with an arbitrary Origin.
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Code } from "../core/code.ts";
import { type Cors, corsHeaders, exposeHeaders, isPreflight, preflightResponse } from "./cors.ts";

const origin = "https://app.example.com";
const url = "https://api.example.com/demo.v1.DemoService/Say";

const call = (from: string | undefined = origin) =>
  new Request(url, { method: "POST", headers: from === undefined ? {} : { origin: from } });

const preflight = (headers: Record<string, string> = {}) =>
  new Request(url, { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST", ...headers } });

describe("corsHeaders", () => {
  it.each([[undefined], [false]])("are empty if cors is %s", (cors) => {
    expect(corsHeaders(cors)(call())).toEqual({});
  });

  it("tell caches what a response depends on, even for a call without an origin", () => {
    const sameOrigin = new Request(url, { method: "POST" });
    expect(corsHeaders(true)(sameOrigin)).toEqual({ "access-control-allow-origin": "*" });
    expect(corsHeaders({ origins: [origin] })(sameOrigin)).toEqual({ vary: "Origin" });
  });

  it.each(["*", "app.example.com", "https://app.example.com/", "https://app.example.com/path", ""])(
    "reject %j in a list, because browsers never send it as an origin",
    (wrong) => {
      expect(() => corsHeaders({ origins: [origin, wrong] })).toThrow(
        expect.objectContaining({ code: Code.InvalidArgument, rawMessage: expect.stringContaining("cors: true") }),
      );
    },
  );

  it.each(["null", "http://localhost:5173", "chrome-extension://abcdef"])("accept %j in a list", (asked) => {
    expect(corsHeaders({ origins: [asked] })(call(asked))).toMatchObject({ "access-control-allow-origin": asked });
  });

  it("allow nothing if the deciding function throws, and report it", () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => log.mockRestore());
    const failure = new Error("no database");
    const origins = () => {
      throw failure;
    };
    expect(corsHeaders({ origins })(call())).toEqual({ vary: "Origin" });
    expect(log).toHaveBeenCalledWith(failure);
  });

  it.each<[string, unknown]>([
    ["a promise", Promise.resolve(false)],
    ["a string", "no"],
    ["nothing", undefined],
  ])("allow nothing if the deciding function returns %s, and report it", (_, answer) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => log.mockRestore());
    const origins = () => answer as boolean;
    expect(corsHeaders({ origins, credentials: true })(call())).toEqual({ vary: "Origin" });
    expect(log.mock.calls[0]?.[0]).toMatchObject({ message: expect.stringContaining("expected true or false") });
  });

  it("allow every origin, without credentials, if cors is true", () => {
    expect(corsHeaders(true)(call())).toEqual({ "access-control-allow-origin": "*" });
  });

  it.each([
    ["a list", [origin, "https://other.example.com"]],
    ["a function", (asked: string) => asked.endsWith(".example.com")],
  ])("name the origin that %s allows, and say that they depend on it", (_, origins) => {
    expect(corsHeaders({ origins })(call())).toEqual({ "access-control-allow-origin": origin, vary: "Origin" });
  });

  it.each([
    ["unknown", "https://evil.example.org"],
    ["longer than an allowed one", `${origin}.evil.org`],
    ["of another scheme", "http://app.example.com"],
    ["of another port", `${origin}:8443`],
    ["opaque", "null"],
  ])("allow nothing for an origin that is %s, and still say that they depend on it", (_, asked) => {
    expect(corsHeaders({ origins: [origin], credentials: true })(call(asked))).toEqual({ vary: "Origin" });
  });

  it("allow credentials if configured", () => {
    expect(corsHeaders({ origins: [origin], credentials: true })(call())).toEqual({
      "access-control-allow-origin": origin,
      "access-control-allow-credentials": "true",
      vary: "Origin",
    });
  });
});

describe("isPreflight", () => {
  it("recognizes a preflight by its method and headers", () => {
    expect(isPreflight(preflight())).toBe(true);
    expect(isPreflight(new Request(url, { method: "OPTIONS", headers: { origin } }))).toBe(false);
    expect(isPreflight(call())).toBe(false);
  });
});

describe("preflightResponse", () => {
  const answer = (cors: Cors, headers?: Record<string, string>) => {
    const request = preflight(headers);
    return preflightResponse(request, cors, corsHeaders(cors)(request));
  };

  it("allows the methods of the protocols and the requested headers", () => {
    const asked = { "access-control-request-headers": "content-type,connect-protocol-version,x-hat" };
    const { status, headers } = answer({ origins: [origin], credentials: true, maxAgeSeconds: 60 }, asked);
    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toEqual({
      "access-control-allow-credentials": "true",
      "access-control-allow-headers": "content-type,connect-protocol-version,x-hat",
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-origin": origin,
      "access-control-max-age": "60",
      vary: "Origin, Access-Control-Request-Headers",
    });
  });

  it("may be cached for two hours by default, for another time, or not at all", () => {
    expect(answer(true).headers.get("access-control-max-age")).toBe("7200");
    expect(answer({ origins: [origin], maxAgeSeconds: 0 }).headers.get("access-control-max-age")).toBe("0");
  });

  it.each([
    ["an origin that may not call", { origins: ["https://other.example.com"] }],
    ["anyone, if cors is off", false],
  ])("allows nothing for %s", async (_, cors) => {
    const response = answer(cors);
    expect(response.status).toBe(204);
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  it("depends on the origin even if it allows nothing", () => {
    expect(answer({ origins: [] }).headers.get("vary")).toBe("Origin");
  });
});

describe("exposeHeaders", () => {
  const response = () =>
    new Response("body", { headers: { "content-type": "application/proto", "trailer-cost": "1" } });

  it.each([[true], [{ origins: [origin], credentials: true }]])(
    "names every header of the response, because * does not work with credentials (%j)",
    (cors) => {
      const { headers } = exposeHeaders(response(), corsHeaders(cors)(call()));
      expect(headers.get("access-control-expose-headers")?.split(", ").sort()).toEqual([
        "content-type",
        "trailer-cost",
      ]);
      expect(headers.get("access-control-allow-origin")).toBe(cors === true ? "*" : origin);
    },
  );

  it.each([
    ["a call that is not cross-origin", {}],
    ["an origin that may not call", { vary: "Origin" }],
  ])("names nothing for %s", (_, cors) => {
    const { headers } = exposeHeaders(response(), cors);
    expect(headers.has("access-control-expose-headers")).toBe(false);
    expect(headers.has("access-control-allow-origin")).toBe(false);
  });

  it("adds to what the response itself depends on", () => {
    const own = response();
    own.headers.set("vary", "Accept-Encoding");
    expect(exposeHeaders(own, { vary: "Origin" }).headers.get("vary")).toBe("Accept-Encoding, Origin");
  });
});
