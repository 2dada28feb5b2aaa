import http from "node:http";
import http2 from "node:http2";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import type { FetchHandler } from "../fetch-handler.ts";
import { createNodeHandler } from "./node-handler.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) {
    close();
  }
});

/** Serves what a function answers, over HTTP/1 or HTTP/2. */
async function serve(version: 1 | 2, answer: (request: Request) => Promise<Response> | Response): Promise<string> {
  const handler = Object.assign(async (request: Request) => answer(request), {
    handles: (path: string) => path.startsWith("/served"),
  });
  const listener = createNodeHandler(handler as unknown as FetchHandler);
  const server = version === 1 ? http.createServer(listener) : http2.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function http2Request(url: string, headers: http2.OutgoingHttpHeaders): http2.ClientHttp2Stream {
  const session = http2.connect(url);
  closers.push(() => session.destroy());
  return session.request({ ":method": "POST", ":path": "/served", ...headers });
}

const response = (stream: http2.ClientHttp2Stream) =>
  new Promise<http2.IncomingHttpHeaders>((resolve, reject) => stream.on("response", resolve).on("error", reject));

describe("the node handler", () => {
  it.each([1, 2] as const)("hands on every header of a request, over HTTP/%i", async (version) => {
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

  it.each([1, 2] as const)("sends each cookie in a header of its own, over HTTP/%i", async (version) => {
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

  it("keeps an HTTP/1 connection when the handler refuses an upload half way", async () => {
    const base = await serve(1, async (request) => {
      const reader = (request.body as ReadableStream<Uint8Array>).getReader();
      await reader.read();
      await reader.cancel();
      return new Response("too large", { status: 413 });
    });
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    closers.push(() => agent.destroy());
    for (const size of [3_000_000, 2_000_000]) {
      const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
        const req = http.request(`${base}/served`, { method: "POST", agent }, resolve).on("error", reject);
        req.end(Buffer.alloc(size));
      });
      expect(answer.statusCode).toBe(413);
      expect(await text(answer)).toBe("too large");
    }
  });

  it("ends a response over HTTP/2 in the frame of its last bytes", async () => {
    const base = await serve(2, () => new Response("all of it"));
    const stream = http2Request(base, {});
    stream.write("a body that has no end yet");
    await response(stream);
    expect(await text(stream)).toBe("all of it");
  });

  it("lets a call over HTTP/2 flow both ways at once", async () => {
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
    "breaks off the body and aborts the signal when the client goes, over HTTP/%i",
    async (v) => {
      const seen = new Promise<unknown>((resolve) => {
        serve(v, async (request) => {
          const reading = request.arrayBuffer().catch((error: Error) => error.message);
          await new Promise((aborted) => request.signal.addEventListener("abort", aborted));
          resolve(await reading);
          return new Response("too late");
        }).then((base) => {
          if (v === 1) {
            const req = http.request(`${base}/served`, { method: "POST" }).on("error", () => {});
            req.write("half");
            setTimeout(() => req.destroy(), 50);
          } else {
            const stream = http2Request(base, {}).on("error", () => {});
            stream.write("half");
            setTimeout(() => stream.session?.destroy(), 50);
          }
        });
      });
      expect(await seen).toBe("the client went away");
    },
  );

  it.each([1, 2] as const)(
    "does not abort the signal of a call that came to its end, over HTTP/%i",
    async (version) => {
      let signal: AbortSignal | undefined;
      const base = await serve(version, (request) => {
        signal = request.signal;
        return new Response("done");
      });
      const body =
        version === 1
          ? await new Promise((resolve) => http.get(`${base}/served`, (res) => resolve(text(res))))
          : await text(http2Request(base, {}).end());
      expect(body).toBe("done");
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(signal?.aborted).toBe(false);
    },
  );

  it.each(["TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"])(
    "answers 400 to what fetch cannot express: %j",
    async (head) => {
      const base = await serve(1, () => new Response("unreachable"));
      const socket = connect(Number(new URL(base).port), "127.0.0.1");
      closers.push(() => socket.destroy());
      socket.write(head);
      const answer = await new Promise<Buffer>((resolve) => socket.once("data", resolve));
      expect(answer.toString()).toMatch(/^HTTP\/1.1 400 /);
    },
  );
});
