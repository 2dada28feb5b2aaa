import {
  Code,
  ConnectError,
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
  ResponseMetadata,
} from "farcall";
import { type HedgeOptions, hedge } from "farcall/interceptors";
import type { HandlerContext } from "farcall/server";
import { describe, expect, it } from "vitest";
import { deferred } from "../../e2e/deferred.ts";
import { serveDemo } from "../../e2e/served-demo.ts";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";

function demoClient(baseUrl: string, options: HedgeOptions, create = createConnectTransport) {
  return createClient(DemoService, create({ baseUrl, interceptors: [hedge(options)] }));
}

const unavailable = () => new ConnectError(Code.Unavailable, "not yet");

describe.each([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("hedge over %s", (_, create) => {
  it("starts a second attempt when the first is slow, takes the first response, and cancels the other", async () => {
    let attempts = 0;
    const canceled = deferred();
    const { url } = await serveDemo({
      async say(_, ctx: HandlerContext) {
        const attempt = ++attempts;
        ctx.responseHeaders.set("attempt", `${attempt}`);
        ctx.responseTrailers.set("attempt-trailer", `${attempt}`);
        if (attempt === 1) {
          ctx.signal.addEventListener("abort", () => canceled.resolve());
          await canceled.promise;
        }
        return { sentence: `${attempt}` };
      },
    });
    const metadata = new ResponseMetadata();
    const heard: unknown[] = [];
    const options = { metadata, onHeader: (headers: Headers) => heard.push(headers.get("attempt")) };
    expect((await demoClient(url, { delayMs: 5 }, create).say({}, options)).sentence).toBe("2");
    expect(metadata.headers.get("attempt")).toBe("2");
    expect(metadata.trailers.get("attempt-trailer")).toBe("2");
    expect(heard).toEqual(["2"]);
    await canceled.promise;
    expect(attempts).toBe(2);
  });
});

describe("hedge", () => {
  it("starts the next attempt immediately after a retryable failure", async () => {
    let attempts = 0;
    const { url } = await serveDemo({
      say() {
        if (++attempts < 3) {
          throw unavailable();
        }
        return { sentence: "third" };
      },
    });
    const client = demoClient(url, { delayMs: 1e6, maxAttempts: 3 });
    expect((await client.say({})).sentence).toBe("third");
  });

  it("fails with the last attempt's error when all fail", async () => {
    const { url, requests } = await serveDemo({
      say() {
        throw unavailable();
      },
    });
    await expect(demoClient(url, { delayMs: 1e6, maxAttempts: 3 }).say({})).rejects.toThrow("not yet");
    expect(requests).toHaveLength(3);
  });

  it("fails immediately if another attempt cannot help", async () => {
    const { url, requests } = await serveDemo({
      say() {
        throw new ConnectError(Code.NotFound, "nobody");
      },
    });
    await expect(demoClient(url, { delayMs: 1e6 }).say({})).rejects.toThrow("nobody");
    expect(requests).toHaveLength(1);
  });

  it("makes a single attempt if a call is fast or its method may have side effects", async () => {
    const { url, requests } = await serveDemo({ say: () => ({}), wait: () => ({}), echo: () => ({}) });
    const client = demoClient(url, { delayMs: 1e6 });
    await Promise.all([client.say({}), client.wait({}), client.echo({})]);
    expect(requests).toHaveLength(3);
  });

  it("aborts all attempts with the call", async () => {
    let open = 0;
    const { url } = await serveDemo({
      async say(_, ctx) {
        open++;
        await new Promise((resolve) => ctx.signal.addEventListener("abort", resolve));
        open--;
        return {};
      },
    });
    const leaver = new AbortController();
    const call = demoClient(url, { delayMs: 1 }).say({}, { signal: leaver.signal });
    await expect.poll(() => open).toBe(2);
    leaver.abort();
    await expect(call).rejects.toMatchObject({ code: Code.Canceled });
    await expect.poll(() => open).toBe(0);
  });

  it("requires delayMs", () => {
    expect(() => hedge({} as HedgeOptions)).toThrow("delayMs");
    expect(() => hedge({ delayMs: -1 })).toThrow("delayMs");
  });
});
