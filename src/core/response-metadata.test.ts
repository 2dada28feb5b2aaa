import { describe, expect, it } from "vitest";
import { capturing } from "./capture.ts";
import { Deadline } from "./deadline.ts";
import { Metadata } from "./metadata.ts";
import { RequestContext } from "./request-context.ts";
import { ResponseMetadata } from "./response-metadata.ts";

function newContext(): RequestContext {
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
  });
}

describe("ResponseMetadata", () => {
  it("is empty before it observes a call", () => {
    const metadata = new ResponseMetadata();
    expect([...metadata.headers, ...metadata.trailers]).toEqual([]);
  });

  it("shows the headers and trailers of the call it observes, as they arrive", () => {
    const metadata = new ResponseMetadata();
    const ctx = newContext();
    metadata.observe(ctx);
    expect([...metadata.headers]).toEqual([]);
    ctx.setResponse(() => ({ headers: new Metadata({ a: "1" }), trailers: new Metadata({ b: "2" }) }));
    expect([...metadata.headers, ...metadata.trailers]).toEqual([
      ["a", "1"],
      ["b", "2"],
    ]);
  });
});

describe("ResponseMetadata.capture", () => {
  it("is in effect only while the function runs", () => {
    const { result, metadata } = ResponseMetadata.capture(() => capturing());
    expect(result).toBe(metadata);
    expect(capturing()).toBeUndefined();
  });

  it("is in effect up to the first await of an async function", async () => {
    const { result, metadata } = ResponseMetadata.capture(async () => {
      const before = capturing();
      await undefined;
      return [before, capturing()];
    });
    expect(await result).toEqual([metadata, undefined]);
  });

  it("nests: the inner one takes effect, then the outer one again", () => {
    const { result, metadata } = ResponseMetadata.capture(() => {
      const inner = ResponseMetadata.capture(() => capturing());
      return { inner, after: capturing() };
    });
    expect(result.inner.result).toBe(result.inner.metadata);
    expect(result.inner.metadata).not.toBe(metadata);
    expect(result.after).toBe(metadata);
  });

  it("is restored when the function throws", () => {
    const { result, metadata } = ResponseMetadata.capture(() => {
      expect(() =>
        ResponseMetadata.capture(() => {
          throw new Error("oops");
        }),
      ).toThrow("oops");
      return capturing();
    });
    expect(result).toBe(metadata);
    expect(capturing()).toBeUndefined();
  });
});
