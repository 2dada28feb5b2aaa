import { describe, expect, it } from "vitest";
import { Deadline } from "../core/deadline.ts";
import { RequestContext } from "../core/request-context.ts";
import { requestHeaders } from "./request-headers.ts";

function newContext(headers?: HeadersInit): RequestContext {
  return new RequestContext({
    method: {
      name: "Say",
      serviceName: "demo.v1.DemoService",
      kind: "unary",
      idempotencyLevel: "unknown",
      input: { typeName: "demo.v1.SayRequest" },
      output: { typeName: "demo.v1.SayResponse" },
    },
    protocol: "connect",
    url: "https://example.com/demo.v1.DemoService/Say",
    deadline: new Deadline(),
    requestHeaders: headers,
  });
}

const template = { "content-type": "application/proto", "connect-timeout-ms": undefined };

describe("requestHeaders", () => {
  it("are the protocol's, without omitted ones, if there are no others", () => {
    const ctx = newContext();
    expect([...new Headers(requestHeaders(ctx, template))]).toEqual([["content-type", "application/proto"]]);
  });

  it("include those of the application", () => {
    const ctx = newContext({ authorization: "hat", "Content-Type": "text/plain" });
    expect([...new Headers(requestHeaders(ctx, template))]).toEqual([
      ["authorization", "hat"],
      ["content-type", "application/proto"],
    ]);
  });

  it.each([[undefined], [{ authorization: "hat" }]])("are visible on the context from then on, with %j", (given) => {
    const ctx = newContext(given);
    requestHeaders(ctx, template);
    expect([...ctx.requestHeaders.keys()]).toEqual([...Object.keys(given ?? {}), "content-type"]);
  });

  it.each([[undefined], [{ authorization: "hat" }]])(
    "do not keep what an earlier attempt has sent, with %j",
    (given) => {
      const ctx = newContext(given);
      requestHeaders(ctx, { ...template, "connect-timeout-ms": "200" });
      expect([...new Headers(requestHeaders(ctx, template)).keys()]).toEqual([
        ...Object.keys(given ?? {}),
        "content-type",
      ]);
    },
  );
});
