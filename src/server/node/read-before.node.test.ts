/** Requests whose body middleware has read before the handler, or reads at the same time. */
import http from "node:http";
import http2 from "node:http2";
import type { AddressInfo } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { runInNewContext } from "node:vm";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { bodyError } from "../../protocol/body.ts";
import type { FetchHandler } from "../fetch-handler.ts";
import type { NodeRequest, NodeResponse } from "./node-exchange.ts";
import { createNodeHandler } from "./node-handler.ts";

/** A body parser, or any other middleware. */
type Front = (req: NodeRequest & { body?: unknown }) => unknown;

afterEach(() => {
  vi.restoreAllMocks();
});

/** Responds with the bytes of the request, or the error of reading them. */
async function echo(request: Request): Promise<Response> {
  try {
    const headers = { "x-encoding": String(request.headers.get("content-encoding")) };
    return new Response(await request.arrayBuffer(), { headers });
  } catch (error) {
    return new Response(bodyError(error).message, { status: 500 });
  }
}

async function echoBehind(version: 1 | 2, front: Front): Promise<string> {
  const handler = createNodeHandler(Object.assign(echo, { handles: () => true }) as unknown as FetchHandler);
  const listener = async (req: NodeRequest, res: NodeResponse) => {
    const reading = front(req);
    if (reading instanceof Promise) {
      await reading; // otherwise synchronously: by the next turn, bytes may have arrived
    }
    handler(req, res);
  };
  const server = version === 1 ? http.createServer({ keepAliveTimeout: 0 }, listener) : http2.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function post(version: 1 | 2, url: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
  if (version === 1) {
    const response = await fetch(url, { method: "POST", body: body as BodyInit, headers });
    return { encoding: response.headers.get("x-encoding"), text: await response.text() };
  }
  const session = http2.connect(url);
  onTestFinished(() => session.destroy());
  const stream = session.request({ ":method": "POST", ...headers });
  stream.end(body);
  const head = await new Promise<http2.IncomingHttpHeaders>((resolve, reject) =>
    stream.on("response", resolve).on("error", reject),
  );
  return { encoding: head["x-encoding"], text: await text(stream) };
}

it.each([1, 2] as const)("a body that middleware decodes to strings fails, over HTTP/%i", async (version) => {
  const url = await echoBehind(version, (req) => void req.setEncoding("utf8"));
  expect((await post(version, url, "hello")).text).toContain("req.setEncoding()");
});

describe.each([1, 2] as const)("a request whose body was read before, over HTTP/%i", (version) => {
  it.each<[what: string, parser: Front]>([
    ["bytes", async (req) => Object.assign(req, { body: await buffer(req) })],
    [
      "bytes from another realm",
      async (req) => Object.assign(req, { body: runInNewContext("Uint8Array").from(await buffer(req)) }),
    ],
    ["text", async (req) => Object.assign(req, { body: await text(req) })],
    ["JSON", async (req) => Object.assign(req, { body: JSON.parse(await text(req)) })],
  ])("has the body that a parser left as %s", async (_, parser) => {
    const base = await echoBehind(version, parser);
    expect(await post(version, base, '{"sentence":"grüß dich"}')).toMatchObject({ text: '{"sentence":"grüß dich"}' });
  });

  it("no longer counts as compressed once a parser has read it", async () => {
    const base = await echoBehind(version, async (req) =>
      Object.assign(req, { body: JSON.parse(gunzipSync(await buffer(req)).toString()) }),
    );
    const answer = await post(version, base, gzipSync("[1,2]"), { "content-encoding": "gzip" });
    expect(answer).toEqual({ text: "[1,2]", encoding: "null" });
  });

  it.each<[what: string, reader: Front]>([
    ["all of it", (req) => buffer(req)],
    ["a part of it", (req) => new Promise((resolve) => req.on("data", resolve))],
  ])("fails if middleware has read %s and left nothing", async (_, reader) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const base = await echoBehind(version, reader);
    const why =
      "[internal] the request body was read before Farcall saw it: put createNodeHandler in front of body parsers";
    expect(await post(version, base, "bytes")).toMatchObject({ text: why });
    expect(log.mock.calls).toEqual([[why]]);
  });

  it.each<[what: string, front: Front]>([
    ["was read to its end", (req) => buffer(req)],
    ["became an object", async (req) => Object.assign(req, { body: {} }, { bytes: await buffer(req) })],
    ["was left alone", () => {}],
  ])("does not fail if it was empty and %s", async (_, front) => {
    const log = vi.spyOn(console, "error");
    expect(await post(version, await echoBehind(version, front), "")).toMatchObject({ text: "" });
    expect(log).not.toHaveBeenCalled();
  });
});

describe.each([1, 2] as const)("a request whose body middleware reads too, over HTTP/%i", (version) => {
  it("is complete for both readers", async () => {
    let seen = "";
    const base = await echoBehind(version, (req) => {
      req.on("data", (chunk) => {
        seen += chunk;
      });
    });
    const body = "0123456789".repeat(30_000);
    const answer = await post(version, base, body);
    expect(answer.text === body).toBe(true); // a difference would be 300,000 characters to print
    expect(seen === body).toBe(true);
  });

  it("is complete after a chunk was put back", async () => {
    const base = await echoBehind(version, async (req) => {
      await new Promise((resolve) => req.once("readable", resolve));
      req.unshift(req.read(3));
    });
    expect(await post(version, base, "bytes")).toMatchObject({ text: "bytes" });
  });
});
