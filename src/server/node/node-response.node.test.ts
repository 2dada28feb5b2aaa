import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it, type Mock, onTestFinished, vi } from "vitest";
import type { FetchHandler } from "../fetch-handler.ts";
import type { NodeRequest, NodeResponse } from "./node-exchange.ts";
import { createNodeHandler } from "./node-handler.ts";
import { headersOf, writableOf } from "./node-response.ts";

let log: Mock<typeof console.error>;
beforeEach(() => {
  log = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

type Answer = (request: Request) => Promise<Response>;

/** Serves a function's responses. */
async function serve(version: 1 | 2, answer: Answer, front: (res: NodeResponse) => void = () => {}) {
  const handler = createNodeHandler(Object.assign(answer, { handles: () => true }) as unknown as FetchHandler);
  return open(version, (req, res) => {
    front(res);
    handler(req, res);
  });
}

/** Returns a function that calls a server, always over the same connection. */
async function open(version: 1 | 2, listener: (req: NodeRequest, res: NodeResponse) => void) {
  const server = version === 1 ? http.createServer({ keepAliveTimeout: 0 }, listener) : http2.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  let connections = 0;
  server.on("connection", () => {
    expect(++connections).toBe(1);
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const session = version === 2 ? http2.connect(base) : undefined;
  onTestFinished(() => {
    agent.destroy();
    session?.destroy();
    server.close();
  });
  return async (method = "POST", onHead = () => {}) => {
    if (session) {
      const stream = session.request({ ":method": method, ":path": "/path?query" }).end();
      const [headers] = (await once(stream, "response")) as [http2.IncomingHttpHeaders];
      onHead();
      return { status: headers[":status"], headers, body: await text(stream) };
    }
    const request = http.request(`${base}/path?query`, { method, agent }).end();
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    onHead();
    return { status: response.statusCode, headers: response.headers, body: await text(response) };
  };
}

const encode = (text: string) => new TextEncoder().encode(text);

/** A response whose body never arrives, and that reports when it is canceled. */
function endless(headers: Record<string, string>, cancel: () => void): Response {
  return new Response(new ReadableStream({ cancel }, { highWaterMark: 0 }), { headers });
}

describe.each([1, 2] as const)("a response over HTTP/%i", (version) => {
  it.each<[name: string, value: string]>([
    ["x-bad", "a\u0001b"],
    ["x-bad", "a\u007fb"],
    ["set-cookie", "a=\u0001"],
  ])("becomes an empty 500 if its header %s cannot be sent, and the log names it", async (name, value) => {
    const cancel = vi.fn();
    const answers = [endless({ "content-length": "5", [name]: value }, cancel), new Response("fine")];
    const call = await serve(version, async () => answers.shift() as Response);
    expect(await call()).toMatchObject({ status: 500, body: "" });
    expect(cancel).toHaveBeenCalledOnce();
    const [line] = log.mock.calls[0] ?? [];
    expect(line).toMatch(/^farcall: POST \/path is answered with 500, because its response cannot be sent: ./);
    expect(line).toContain(`"${name}"`);
    expect(log).toHaveBeenCalledOnce();
    expect(await call()).toMatchObject({ status: 200, body: "fine" });
  });

  it.each<[why: string, make: () => Response]>([
    ["Response.error()", () => Response.error()],
    [
      "locked",
      () => {
        const response = new Response("body", { headers: { "content-length": "4" } });
        response.body?.getReader();
        return response;
      },
    ],
    ["Cannot read properties of undefined", () => undefined as unknown as Response],
  ])("becomes an empty 500 if it is invalid: %s", async (why, make) => {
    const answers = [make(), new Response("fine")];
    const call = await serve(version, async () => answers.shift() as Response);
    expect(await call()).toMatchObject({ status: 500, body: "" });
    expect(log.mock.calls).toHaveLength(1);
    expect(String(log.mock.calls[0]?.[0])).toContain(why);
    expect(await call()).toMatchObject({ status: 200, body: "fine" });
  });

  it.each<[when: string, fail: Answer]>([
    [
      "synchronously",
      () => {
        throw new Error("defect");
      },
    ],
    ["later", () => Promise.reject(new Error("defect"))],
  ])("is an empty 500 if the handler throws %s", async (_, fail) => {
    const answers = [fail, async () => new Response("fine")];
    const call = await serve(version, (request) => (answers.shift() as Answer)(request));
    expect(await call()).toMatchObject({ status: 500, body: "" });
    expect(log.mock.calls).toEqual([[new Error("defect")]]);
    expect(await call()).toMatchObject({ status: 200, body: "fine" });
  });

  it("starts before its body does, if that is slow", async () => {
    let speak = (_: Uint8Array) => {};
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        speak = (bytes) => {
          controller.enqueue(bytes);
          controller.close();
        };
      },
    });
    const call = await serve(version, async () => new Response(body, { headers: { "x-early": "1" } }));
    // Nothing is sent until the test has seen the headers.
    const response = await call("POST", () => speak(encode("at last")));
    expect(response).toMatchObject({ status: 200, body: "at last" });
    expect(response.headers["x-early"]).toBe("1");
  });

  it("keeps the headers of middleware, even as a 500", async () => {
    const answers = [new Response("fine"), Response.error()];
    const call = await serve(
      version,
      async () => answers.shift() as Response,
      (res) => res.setHeader("access-control-allow-origin", "*"),
    );
    for (const status of [200, 500]) {
      expect(await call()).toMatchObject({ status, headers: { "access-control-allow-origin": "*" } });
    }
  });

  it("keeps the cookies and the Vary of middleware, next to its own", async () => {
    const own = new Headers({ vary: "Origin", "set-cookie": "a=1" });
    const call = await serve(
      version,
      async () => new Response("", { headers: own }),
      (res) => {
        res.setHeader("vary", "Accept-Language");
        res.setHeader("set-cookie", ["b=2", "c=3"]);
      },
    );
    const { headers } = await call();
    expect(headers.vary).toBe("Accept-Language, Origin");
    expect(headers["set-cookie"]).toEqual(["b=2", "c=3", "a=1"]);
  });

  it("is cut off when its body fails, so that it does not look complete", async () => {
    const chunks = ["half"];
    const body = new ReadableStream(
      {
        pull(controller) {
          const chunk = chunks.shift();
          chunk ? controller.enqueue(encode(chunk)) : controller.error(new Error("no more"));
        },
      },
      { highWaterMark: 0 },
    );
    const call = await serve(version, async () => new Response(body));
    await expect(call()).rejects.toThrow(/aborted|closed|hang up/);
  });

  it("cuts off a response that middleware has started if the handler throws", async () => {
    const call = await serve(
      version,
      () => Promise.reject(new Error("defect")),
      (res) => void writableOf(res).write("half"),
    );
    await expect(call()).rejects.toThrow(/aborted|closed|hang up/);
  });

  it("cancels its body if that does not consist of bytes", async () => {
    const cancel = vi.fn();
    const body = new ReadableStream({ pull: (controller) => controller.enqueue({}), cancel }, { highWaterMark: 0 });
    const call = await serve(version, async () => new Response(body));
    await call().catch(() => {});
    await expect.poll(() => cancel.mock.calls).toHaveLength(1);
  });

  it("cancels an endless body when the client disconnects, even if it is always ready", async () => {
    const cancel = vi.fn();
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(9)), cancel });
    const handler = createNodeHandler(
      Object.assign(async () => new Response(endless), { handles: () => true }) as unknown as FetchHandler,
    );
    const listener = (req: NodeRequest, res: NodeResponse) => {
      handler(req, res);
      writableOf(res).once("drain", () => writableOf(res).destroy());
    };
    const call = await open(version, listener);
    await call().catch(() => {});
    await expect.poll(() => cancel.mock.calls).toHaveLength(1);
  });

  it("cancels its body for a HEAD request", async () => {
    const cancel = vi.fn();
    const call = await serve(version, async () => endless({ "x-size": "5" }, cancel));
    expect(await call("HEAD")).toMatchObject({ status: 200, headers: { "x-size": "5" }, body: "" });
    expect(cancel).toHaveBeenCalledOnce();
  });

  it("is dropped if middleware has responded in the meantime", async () => {
    const cancel = vi.fn();
    let out: NodeResponse | undefined;
    const call = await serve(
      version,
      async () => {
        if (out) {
          out.statusCode = 503;
          out.end();
        }
        return endless({}, cancel);
      },
      (res) => {
        out = res;
      },
    );
    expect(await call()).toMatchObject({ status: 503, body: "" });
    expect(await call()).toMatchObject({ status: 503, body: "" });
    expect(cancel).toHaveBeenCalledTimes(2);
    expect(log).not.toHaveBeenCalled();
  });
});

describe("a response over HTTP/2", () => {
  it("omits headers for HTTP/1 connections", async () => {
    const headers = {
      connection: "keep-alive",
      "keep-alive": "timeout=5",
      "proxy-connection": "keep-alive",
      "transfer-encoding": "chunked",
      upgrade: "h2c",
      "http2-settings": "AAMAAABk",
      te: "trailers",
      "x-other": "stays",
    };
    const call = await serve(2, async () => new Response("body", { headers }));
    const answer = await call();
    expect(answer).toMatchObject({ status: 200, body: "body", headers: { "x-other": "stays" } });
    expect(Object.keys(headers).filter((name) => name in answer.headers)).toEqual(["x-other"]);
  });
});

describe("the headers of a response", () => {
  it("include all cookies once", () => {
    const headers = new Headers({ "x-one": "1" });
    headers.append("set-cookie", "a=1");
    headers.append("set-cookie", "b=2");
    expect([...headersOf(new Response(null, { headers }))]).toEqual([
      ["x-one", "1"],
      ["set-cookie", ["a=1", "b=2"]],
    ]);
    expect([...headersOf(new Response(null))]).toEqual([]);
  });
});

it("headers that cannot be flushed cut off their response, and affect nothing else", async () => {
  const answer = async () => {
    let turns = 0;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        // Some turns later, when the headers would have been sent.
        const wait = () => void (++turns < 10 ? setImmediate(wait) : controller.enqueue(encode("at last")));
        wait();
      },
    });
    return new Response(body);
  };
  const call = await serve(1, answer, (res) => {
    (res as http.ServerResponse).statusMessage = "\u0001"; // as middleware may do, and Node rejects on sending
  });
  await expect(call()).rejects.toMatchObject({ code: "ECONNRESET" });
});
