import { describe, expect, it, vi } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../client/client.ts";
import { createConnectTransport } from "../client/connect-transport.ts";
import { createGrpcWebTransport } from "../client/grpc-web-transport.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { ResponseMetadata } from "../core/response-metadata.ts";
import { createFetchHandler } from "./fetch-handler.ts";
import { service } from "./service.ts";

/** Headers about a particular response: an error that a client received has all of them. */
const ofAnotherResponse = {
  "content-length": "5",
  "content-encoding": "gzip",
  "content-type": "text/html",
  "transfer-encoding": "chunked",
  connection: "keep-alive",
  "keep-alive": "timeout=5",
  date: "Sun, 22 Nov 2026 00:00:00 GMT",
  "access-control-allow-origin": "https://internal.example.com",
  "grpc-status": "0",
  "connect-content-encoding": "gzip",
};

const onError = vi.fn();
const handler = createFetchHandler({
  services: [
    service(DemoService, {
      say(_, ctx) {
        for (const [name, value] of Object.entries({ ...ofAnotherResponse, "x-own": "1" })) {
          ctx.responseHeaders.set(name, value);
        }
        return { sentence: "hi" };
      },
      async *introduce(_, ctx) {
        for (const [name, value] of Object.entries({ ...ofAnotherResponse, "x-own": "1" })) {
          ctx.responseHeaders.set(name, value);
        }
        ctx.responseTrailers.set("x-odd", "a\u0001b");
        ctx.responseTrailers.set("x-own", "2");
        ctx.responseTrailers.set("grpc-status-details-bin", "CAc"); // permission_denied
        yield { sentence: "hi" };
      },
      async *tick(_, ctx) {
        ctx.responseTrailers.set("grpc-status-details-bin", "CAc"); // permission_denied
        yield {};
        throw new ConnectError(Code.NotFound, "no hat", { metadata: { "x-odd": "a\u0001b", "x-own": "3" } });
      },
      fail() {
        throw new ConnectError(Code.NotFound, "no hat", { metadata: { ...ofAnotherResponse, "x-own": "1" } });
      },
      echo(_, ctx) {
        ctx.responseHeaders.set("x-odd", "a\u0001b");
        ctx.responseTrailers.set("x-odd", "a\u0001b");
        ctx.responseHeaders.set("x-own", "1");
        return {};
      },
    }),
  ],
  onError,
});

describe.each([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("the headers of a response, over %s", (_, createTransport) => {
  /** Returns the response as it left the server. */
  let sent: Response | undefined;
  const client = createClient(
    DemoService,
    createTransport({
      baseUrl: "/",
      async fetch(url, init) {
        sent = await handler(url, init);
        return sent;
      },
    }),
  );

  it("are those of the implementation, except framing headers", async () => {
    expect(await client.say({})).toMatchObject({ sentence: "hi" });
    for await (const { sentence } of client.introduce({})) {
      expect(sentence).toBe("hi");
    }
    expect(sent?.headers.get("x-own")).toBe("1");
    for (const name of ["content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive"]) {
      expect(sent?.headers.has(name)).toBe(false);
    }
  });

  it("exclude those of a response that an error came from", async () => {
    const error = await client.fail({}).catch((reason) => reason);
    expect(error).toMatchObject({ code: Code.NotFound, rawMessage: "no hat" });
    expect(error.metadata.get("x-own")).toBe("1");
    const said = new Set([...(sent?.headers.keys() ?? []), ...error.metadata.keys()]);
    for (const name of Object.keys(ofAnotherResponse).filter((name) => !/^(content-type|grpc-status)$/.test(name))) {
      expect(said).not.toContain(name);
    }
  });

  it("end with the implementation's trailers, except those of the protocol", async () => {
    onError.mockClear();
    const metadata = new ResponseMetadata();
    for await (const { sentence } of client.introduce({}, { metadata })) {
      expect(sentence).toBe("hi");
    }
    expect([...metadata.trailers]).toEqual([["x-own", "2"]]);
    expect(onError.mock.calls).toEqual([
      [expect.objectContaining({ message: expect.stringContaining('"x-odd"') }), expect.anything()],
    ]);
  });

  it("neither change an error, nor lose the parts that HTTP cannot carry", async () => {
    onError.mockClear();
    const reading = async () => {
      for await (const _ of client.tick({})) {
        // one, then the error
      }
    };
    const error = await reading().catch((reason) => reason);
    expect(error).toMatchObject({ code: Code.NotFound, rawMessage: "no hat" });
    expect([error.metadata.get("x-own"), error.metadata.has("x-odd")]).toEqual(["3", false]);
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ message: expect.stringContaining('"x-odd"') });
  });

  it("exclude what HTTP cannot carry, which is reported to onError", async () => {
    onError.mockClear();
    const metadata = new ResponseMetadata();
    await client.echo({}, { metadata });
    expect(metadata.headers.get("x-own")).toBe("1");
    expect(metadata.headers.has("x-odd")).toBe(false);
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ message: expect.stringContaining('"x-odd"') });
  });
});
