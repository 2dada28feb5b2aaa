/** Clients that disconnect while middleware is still processing their request. */
import http from "node:http";
import http2 from "node:http2";
import { type AddressInfo, connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { FetchHandler } from "../fetch-handler.ts";
import type { NodeRequest, NodeResponse } from "./node-exchange.ts";
import { createNodeHandler } from "./node-handler.ts";

type Listener = (req: NodeRequest, res: NodeResponse) => void;

async function listen(version: 1 | 2, listener: Listener): Promise<number> {
  const server = version === 1 ? http.createServer({ keepAliveTimeout: 0 }, listener) : http2.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** What a call learns about its client's disconnect: the state of its signal, and the result of reading its body. */
interface Learned {
  path: string;
  isAborted: boolean;
  body: string;
}

/** A handler whose calls end only with their clients. */
function waitForTheEnd(learn: (learned: Learned) => void): Listener {
  const answer = async (request: Request) => {
    const body = await request.text().catch((error: Error) => error.message);
    if (!request.signal.aborted) {
      await new Promise((aborted) => request.signal.addEventListener("abort", aborted));
    }
    learn({ path: new URL(request.url).pathname, isAborted: request.signal.aborted, body });
    return new Response("too late");
  };
  return createNodeHandler(Object.assign(answer, { handles: () => true }) as unknown as FetchHandler);
}

/** Sends a POST whose body is incomplete or complete; returns a function that disconnects. */
async function post(version: 1 | 2, port: number, { ends }: { ends: boolean }): Promise<() => void> {
  if (version === 1) {
    const req = http.request({ port, host: "127.0.0.1", method: "POST" }).on("error", () => {});
    ends ? req.end("whole") : req.write("half");
    return () => req.destroy();
  }
  const session = http2.connect(`http://127.0.0.1:${port}`);
  const stream = session.request({ ":method": "POST", ":path": "/" }).on("error", () => {});
  ends ? stream.end("whole") : stream.write("half");
  onTestFinished(() => session.destroy());
  return () => session.destroy();
}

describe.each([1, 2] as const)("a client that disconnects before the handler runs, over HTTP/%i", (version) => {
  it.each([true, false])("ends the call, whether or not its body was complete (%s)", async (ends) => {
    const learned: Learned[] = [];
    const handler = waitForTheEnd((what) => learned.push(what));
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const port = await listen(version, (req, res) => {
      res.once("close", () => setImmediate(handler, req, res));
      arrived();
    });
    const goAway = await post(version, port, { ends });
    await arrival;
    goAway();
    await expect.poll(() => learned).toEqual([{ path: "/", isAborted: true, body: "the client disconnected" }]);
  });

  it("ends the call of a body that middleware has read", async () => {
    const learned: Learned[] = [];
    const handler = waitForTheEnd((what) => learned.push(what));
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const port = await listen(version, (req, res) => {
      res.once("close", () => setImmediate(handler, Object.assign(req, { body: "parsed" }), res));
      req.resume().once("end", arrived);
    });
    const goAway = await post(version, port, { ends: true });
    await arrival;
    goAway();
    await expect.poll(() => learned).toMatchObject([{ isAborted: true }]);
  });
});

describe("pipelined requests over HTTP/1", () => {
  it("all end when the client disconnects, even those whose turn had not come", async () => {
    const paths: string[] = [];
    const handler = waitForTheEnd(({ path }) => paths.push(path));
    let arrived = 0;
    const port = await listen(1, (req, res) => {
      arrived++;
      handler(req, res);
    });
    const warnings: Error[] = [];
    const warn = (warning: Error) => warnings.push(warning);
    process.on("warning", warn);
    onTestFinished(() => void process.off("warning", warn));
    const socket = connect(port, "127.0.0.1");
    const all = Array.from({ length: 20 }, (_, index) => `/${index}`);
    socket.write(all.map((path) => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab`).join(""));
    await expect.poll(() => arrived).toBe(all.length);
    socket.destroy();
    await expect.poll(() => paths.sort()).toEqual(all.sort());
    expect(warnings).toEqual([]);
  });

  it("are answered in order", async () => {
    const answer = async ({ url }: Request) => new Response(new URL(url).pathname);
    const handler = createNodeHandler(Object.assign(answer, { handles: () => true }) as unknown as FetchHandler);
    const held: (() => void)[] = [];
    const port = await listen(1, (req, res) => void held.push(() => handler(req, res)));
    const socket = connect(port, "127.0.0.1").setEncoding("utf8");
    onTestFinished(() => void socket.destroy());
    let received = "";
    socket.on("data", (text) => {
      received += text;
    });
    socket.write(["/a", "/b", "/c"].map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(""));
    await expect.poll(() => held.length).toBe(3);
    for (const answerIt of held.reverse()) {
      answerIt();
    }
    await expect.poll(() => received.match(/\/[abc]/g)).toEqual(["/a", "/b", "/c"]);
  });
});
