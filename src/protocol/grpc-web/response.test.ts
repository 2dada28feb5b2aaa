import { describe, expect, it } from "vitest";
import { frame, grpcWebEnd, sentence } from "../../../e2e/servers/frames.ts";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../../client/client.ts";
import { createGrpcWebTransport } from "../../client/grpc-web-transport.ts";
import { createSyncClient } from "../../client/sync/client.ts";
import { createSyncTransport } from "../../client/sync/transport.ts";
import { Code } from "../../core/code.ts";
import type { ConnectError } from "../../core/connect-error.ts";
import { reconnectDelayMs } from "../../query/stream/reconnect.ts";
import { patienceMs } from "../body-start.ts";
import { isCutStream } from "../cut-stream.ts";

const type = { "content-type": "application/grpc-web+proto" };

async function streamFailure(headers: HeadersInit, ...pieces: Uint8Array<ArrayBuffer>[]): Promise<ConnectError> {
  const fetch = async () => new Response(new Blob(pieces), { headers });
  const client = createClient(DemoService, createGrpcWebTransport({ baseUrl: "http://localhost", fetch }));
  try {
    for await (const _ of client.introduce({})) {
      // Only the outcome matters.
    }
  } catch (error) {
    return error as ConnectError;
  }
  return expect.unreachable("the stream ended well");
}

function syncStreamFailure(headers: HeadersInit, ...body: Uint8Array[]): ConnectError {
  const send = () => ({ status: 200, headers: new Headers(headers), body });
  const options = { baseUrl: "http://localhost", protocol: "grpc-web", send } as const;
  try {
    expect.unreachable(
      `${[...createSyncClient(DemoService, createSyncTransport(options)).introduce({})].length} messages`,
    );
  } catch (error) {
    return error as ConnectError;
  }
}

const one = frame(0, sentence("one"));
const bareEnd = grpcWebEnd("cost: 1\r\n");
const emptyEnd = grpcWebEnd("");

describe("a gRPC-Web stream", () => {
  it("that fails with an HTTP status has the outcome of its last frame, however late that arrives", async () => {
    let deliver = (): void => {};
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        deliver = () => {
          controller.enqueue(grpcWebEnd("grpc-status: 5\r\ngrpc-message: no such hat\r\n"));
          controller.close();
        };
      },
    });
    const fetch = async () => new Response(body, { status: 503, headers: type });
    setTimeout(deliver, patienceMs + 300); // longer than a client waits for what it can do without
    const client = createClient(DemoService, createGrpcWebTransport({ baseUrl: "http://localhost", fetch }));
    await expect(client.say({})).rejects.toMatchObject({ code: Code.NotFound, rawMessage: "no such hat" });
  });

  it.each<[string, Code, Uint8Array<ArrayBuffer>[]]>([
    ["ends before its first byte", Code.Unknown, []],
    ["ends after a message", Code.Internal, [one]],
    ["ends within a message", Code.Internal, [one.subarray(0, 7)]],
    ["has a last frame without a status", Code.Unknown, [one, bareEnd]],
    ["has an empty last frame", Code.Unknown, [emptyEnd]],
  ])("that %s counts as cut off, and may be reopened", async (_, code, pieces) => {
    for (const error of [await streamFailure(type, ...pieces), syncStreamFailure(type, ...pieces)]) {
      expect(error.code).toBe(code);
      expect(isCutStream(error)).toBe(true);
      expect(reconnectDelayMs({}, error, 1)).toBeGreaterThan(0);
    }
  });

  it.each<[string, Record<string, string>, Uint8Array<ArrayBuffer>[]]>([
    ["in the headers", { ...type, "grpc-status": "2" }, []],
    ["in the headers of a broken body", { ...type, "grpc-status": "2" }, [one.subarray(0, 7)]],
    ["in the last frame", type, [grpcWebEnd("grpc-status: 2") as Uint8Array<ArrayBuffer>]],
    ["that is invalid", type, [grpcWebEnd("grpc-status: none") as Uint8Array<ArrayBuffer>]],
  ])("with a status %s does not", async (_, headers, pieces) => {
    for (const error of [await streamFailure(headers, ...pieces), syncStreamFailure(headers, ...pieces)]) {
      expect(error.code).toBe(Code.Unknown);
      expect(isCutStream(error)).toBe(false);
    }
  });

  it("has the trailers of its last frame, wherever the status is", async () => {
    const error = await streamFailure({ ...type, "grpc-status": "5", "x-head": "h" }, bareEnd);
    expect(error.code).toBe(Code.NotFound);
    expect([...error.metadata].filter(([name]) => name !== "content-type")).toEqual([
      ["cost", "1"],
      ["x-head", "h"],
    ]);
  });
});
