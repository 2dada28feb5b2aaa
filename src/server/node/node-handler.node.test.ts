import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ContextValues, createContextKey } from "../../core/context-values.ts";
import type { PlatformInfo } from "../fetch-entry.ts";
import type { FetchHandler } from "../fetch-handler.ts";
import { createNodeHandler, type NodeHandler, type NodeHandlerOptions } from "./node-handler.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) {
    close();
  }
  vi.restoreAllMocks();
});

/** Serves a function's responses, over HTTP/1 or HTTP/2. */
async function serve(
  version: 1 | 2,
  answer: (request: Request, info: PlatformInfo) => Promise<Response> | Response,
  options?: NodeHandlerOptions,
): Promise<string> {
  const handler = Object.assign(async (request: Request, info: PlatformInfo) => answer(request, info), {
    handles: (path: string) => path.startsWith("/served"),
  });
  return listen(version, createNodeHandler(handler as unknown as FetchHandler, options));
}

async function listen(version: 1 | 2, listener: NodeHandler): Promise<string> {
  const server =
    version === 1
      ? http.createServer({ keepAliveTimeout: 0 }, (req, res) => listener(req, res))
      : http2.createServer((req, res) => listener(req, res));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function http2Request(url: string, headers: http2.OutgoingHttpHeaders): http2.ClientHttp2Stream {
  const session = http2.connect(url);
  closers.push(() => session.destroy());
  return session.request({ ":method": "POST", ":path": "/served", ...headers });
}

/**
 * Returns everything a server sends in response to these bytes: a request's header lines without the final, empty one.
 */
async function raw(base: string, head: string): Promise<string> {
  const socket = connect(Number(new URL(base).port), "127.0.0.1");
  closers.push(() => socket.destroy());
  socket.write(`${head}Connection: close\r\n\r\n`);
  return text(socket);
}

const response = (stream: http2.ClientHttp2Stream) =>
  new Promise<http2.IncomingHttpHeaders>((resolve, reject) => stream.on("response", resolve).on("error", reject));

describe("the node handler", () => {
  it("rejects invalid handlers, and values that are not functions", () => {
    const handler = Object.assign(async () => new Response(), { handles: () => true }) as unknown as FetchHandler;
    for (const none of [undefined, {}, async () => new Response(), { handles: () => true }]) {
      expect(() => createNodeHandler(none as never)).toThrow(
        /the handler is .*, expected a handler from createFetchHandler/,
      );
    }
    expect(() => createNodeHandler(handler, { values: {} as never })).toThrow(
      "values is an object, expected a function",
    );
  });

  it.each([1, 2] as const)("passes on every header of a request, over HTTP/%i", async (version) => {
    const base = await serve(version, ({ url, headers }) => {
      const { host, pathname } = new URL(url);
      return Response.json([host === new URL(base).host, pathname, headers.get("x-twice"), headers.get("cookie")]);
    });
    const headers = { "x-twice": ["one", "two"], cookie: "a=b" };
    const body =
      version === 1
        ? await new Promise((resolve) => http.request(`${base}/served`, { headers }, (res) => resolve(text(res))).end())
        : await text(http2Request(base, headers).end());
    expect(JSON.parse(String(body))).toEqual([true, "/served", "one, two", "a=b"]);
  });

  it.each([1, 2] as const)("sends each cookie in a separate header, over HTTP/%i", async (version) => {
    const base = await serve(version, () => {
      const headers = new Headers({ "x-one": "1" });
      headers.append("set-cookie", "a=1; Expires=Sun, 22 Nov 2026 00:00:00 GMT");
      headers.append("set-cookie", "b=2");
      return new Response("done", { headers });
    });
    const received =
      version === 1
        ? await new Promise<http.IncomingHttpHeaders>((resolve) =>
            http.get(`${base}/served`, (res) => resolve(res.resume().headers)),
          )
        : await response(http2Request(base, {}).end());
    expect(received["set-cookie"]).toEqual(["a=1; Expires=Sun, 22 Nov 2026 00:00:00 GMT", "b=2"]);
    expect(received["x-one"]).toBe("1");
  });

  it("keeps an HTTP/1 connection open when the handler rejects an upload midway", async () => {
    const base = await serve(1, async (request) => {
      const reader = (request.body as ReadableStream<Uint8Array>).getReader();
      await reader.read();
      await reader.cancel();
      return new Response("too large", { status: 413 });
    });
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    closers.push(() => agent.destroy());
    const ports = new Set<number | undefined>();
    for (const size of [3_000_000, 2_000_000]) {
      const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
        const req = http.request(`${base}/served`, { method: "POST", agent }, resolve).on("error", reject);
        req.end(Buffer.alloc(size));
      });
      ports.add(answer.socket.localPort);
      expect(answer.statusCode).toBe(413);
      expect(await text(answer)).toBe("too large");
    }
    expect(ports.size).toBe(1);
  });

  it("ends a response over HTTP/2 in the frame of its last bytes", async () => {
    const base = await serve(2, () => new Response("all of it"));
    const stream = http2Request(base, {});
    stream.write("a body that has no end yet");
    await response(stream);
    expect(await text(stream)).toBe("all of it");
  });

  it("transfers a call over HTTP/2 in both directions at the same time", async () => {
    const base = await serve(2, ({ body }) => new Response(body));
    const stream = http2Request(base, {}).setEncoding("utf8");
    for (const message of ["one", "two"]) {
      stream.write(message);
      expect(await new Promise((resolve) => stream.once("data", resolve))).toBe(message);
    }
    stream.end();
    await new Promise((resolve) => stream.once("end", resolve));
  });

  it.each([1, 2] as const)(
    "cuts off the body and aborts the signal when the client disconnects, over HTTP/%i",
    async (version) => {
      let leave = () => {};
      let learn = (_why: unknown) => {};
      const learned = new Promise((resolve) => {
        learn = resolve;
      });
      const base = await serve(version, async (request) => {
        const reading = request.arrayBuffer().catch((error: Error) => error.message);
        const aborted = new Promise((resolve) => request.signal.addEventListener("abort", resolve));
        leave(); // not earlier: the call must be running
        await aborted;
        learn(await reading);
        return new Response("too late");
      });
      if (version === 1) {
        const req = http.request(`${base}/served`, { method: "POST" }).on("error", () => {});
        leave = () => void req.destroy();
        req.write("half");
      } else {
        const stream = http2Request(base, {}).on("error", () => {});
        leave = () => stream.session?.destroy();
        stream.write("half");
      }
      expect(await learned).toBe("the client disconnected");
    },
  );

  it.each([1, 2] as const)("does not abort the signal of a completed call, over HTTP/%i", async (version) => {
    let signal: AbortSignal | undefined;
    const answer = async (request: Request) => {
      signal = request.signal;
      return new Response("done");
    };
    const handler = createNodeHandler(Object.assign(answer, { handles: () => true }) as unknown as FetchHandler);
    let closed: Promise<unknown> | undefined;
    const base = await listen(version, (req, res) => {
      closed = once(res, "close");
      handler(req, res);
    });
    const body =
      version === 1
        ? await new Promise((resolve) => http.get(`${base}/served`, (res) => resolve(text(res))))
        : await text(http2Request(base, {}).end());
    expect(body).toBe("done");
    await closed;
    await new Promise((resolve) => setImmediate(resolve)); // for the effects of that
    expect(signal?.aborted).toBe(false);
  });

  it.each(["TRACE / HTTP/1.1\r\nHost: localhost\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n"])(
    "responds with 400 to what fetch cannot express: %j",
    async (head) => {
      const base = await serve(1, () => new Response("unreachable"));
      expect(await raw(base, head)).toMatch(/^HTTP\/1.1 400 /);
    },
  );

  it("keeps an HTTP/1 connection open when the handler leaves an upload half read", async () => {
    const reads: Promise<unknown>[] = [];
    const base = await serve(1, async (request) => {
      const reader = (request.body as ReadableStream<Uint8Array>).getReader();
      await reader.read();
      reads.push(reader.closed.catch((error: Error) => error.message));
      return new Response("enough");
    });
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    closers.push(() => agent.destroy());
    const ports = new Set<number | undefined>();
    for (const size of [3_000_000, 2_000_000]) {
      const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
        const req = http.request(`${base}/served`, { method: "POST", agent }, resolve).on("error", reject);
        req.end(Buffer.alloc(size));
      });
      ports.add(answer.socket.localPort);
      expect(await text(answer)).toBe("enough");
    }
    expect(ports.size).toBe(1);
    const why = "the response was sent before the body was read";
    expect(await Promise.all(reads)).toEqual([why, why]);
  });

  it("reads the rest of an upload over HTTP/2 that the handler leaves half read", async () => {
    const answer = async (request: Request) => {
      await (request.body as ReadableStream<Uint8Array>).getReader().read();
      return new Response("enough");
    };
    const listener = createNodeHandler(Object.assign(answer, { handles: () => true }) as unknown as FetchHandler);
    const ended = vi.fn();
    const base = await listen(2, (req, res) => {
      req.once("end", ended); // which does not resume it
      listener(req, res);
    });
    const stream = http2Request(base, {}).end(Buffer.alloc(3_000_000));
    expect(await text(stream)).toBe("enough");
    await expect.poll(() => ended.mock.calls).toHaveLength(1);
  });

  it.each([1, 2] as const)("passes on bodies as plain Uint8Arrays, over HTTP/%i", async (version) => {
    const base = await serve(version, async ({ body }) => {
      const { value } = await (body as ReadableStream<Uint8Array>).getReader().read();
      return Response.json([Object.getPrototypeOf(value) === Uint8Array.prototype, new TextDecoder().decode(value)]);
    });
    const body =
      version === 1
        ? await fetch(`${base}/served`, { method: "POST", body: "bytes" }).then((res) => res.text())
        : await text(http2Request(base, {}).end("bytes"));
    expect(JSON.parse(body)).toEqual([true, "bytes"]);
  });

  it("stays on its own host, whatever the path looks like", async () => {
    const base = await serve(1, ({ url }) => new Response(url));
    expect(await raw(base, "POST //evil.com/served HTTP/1.1\r\nHost: here\r\n")).toContain(
      "\r\nhttp://here//evil.com/served\r\n",
    );
    expect(await raw(base, "POST http://there/served HTTP/1.1\r\nHost: here\r\n")).toContain(
      "\r\nhttp://there/served\r\n",
    );
  });

  it.each(["/\\evil.com/served", "/a/%2e%2e/served", "/a/../served"])(
    "responds with 404 to the path %s",
    async (path) => {
      const base = await serve(1, () => new Response("unreachable"));
      const answer = await raw(base, `POST ${path} HTTP/1.1\r\nHost: here\r\n`);
      expect(answer).toMatch(/^HTTP\/1.1 404 .*\r\n\r\n$/s);
    },
  );

  it("passes on requests that it does not serve, and paths that parsing would change", async () => {
    const handler = Object.assign(async () => new Response("served", { headers: { "content-length": "6" } }), {
      handles: (path: string) => path.startsWith("/served"),
    });
    const listener = createNodeHandler(handler as unknown as FetchHandler);
    const base = await listen(1, (req, res) => listener(req, res, () => void res.end(`left ${req.url}`)));
    for (const [path, answer] of [
      ["/served", "served"],
      ["/other", "left /other"],
      ["/a/%2e%2e/served", "left /a/%2e%2e/served"],
      ["*", "left *"],
    ]) {
      expect(await raw(base, `OPTIONS ${path} HTTP/1.1\r\nHost: here\r\n`)).toMatch(
        new RegExp(`${answer?.replace("*", ".")}$`),
      );
    }
  });
});

describe.each([1, 2] as const)("what is known about a caller, over HTTP/%i", (version) => {
  const user = createContextKey("nobody");

  const call = async (base: string) => {
    if (version === 1) {
      const { status, body } = await fetch(`${base}/served`, { headers: { "x-user": "ada" } });
      return { status, body: body && (await text(body)) };
    }
    const stream = http2Request(base, { ":method": "GET", "x-user": "ada" }).end();
    const head = await response(stream);
    return { status: head[":status"], body: await text(stream) };
  };

  it("reaches the handler as values", async () => {
    const base = await serve(version, (_, { values }) => new Response(values?.get(user)), {
      values: (req) => new ContextValues().set(user, String(req.headers["x-user"])),
    });
    expect(await call(base)).toEqual({ status: 200, body: "ada" });
  });

  it("reaches the handler as its address", async () => {
    const base = await serve(version, (_, { clientAddress }) => new Response(clientAddress));
    expect((await call(base)).body).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  it("is not requested for paths that are not served", async () => {
    const values = vi.fn();
    const handler = Object.assign(async () => new Response("served"), { handles: () => false });
    const listener = createNodeHandler(handler as unknown as FetchHandler, { values });
    const base = await listen(version, (req, res) => listener(req, res, () => void res.end("left")));
    expect(await call(base)).toEqual({ status: 200, body: "left" });
    expect(values).not.toHaveBeenCalled();
  });

  it("turns the response into a 500 if it throws", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const error = new Error("no session");
    const base = await serve(version, () => new Response("unreachable"), {
      values: () => {
        throw error;
      },
    });
    expect(await call(base)).toMatchObject({ status: 500 });
    expect(log.mock.calls).toEqual([[error]]);
  });
});
