/** Runs what is copied from the panel, and expects the same response: curl, buf curl, fetch, TypeScript, a test. */
import { execFile } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createClient, createConnectTransport, createGrpcWebTransport } from "farcall";
import { devtools } from "farcall/devtools";
import { hookLink } from "farcall/react/devtools";
import { createNodeHandler } from "farcall/server/node";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { demoServer } from "../../playground/demo/demo-server.ts";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { copyFormats } from "../../react/devtools/model/copy/formats.ts";
import { recordedSource } from "../../react/devtools/model/copy/recorded-source.ts";
import { OpenedCall } from "../../react/devtools/model/opened-call.ts";
import { readDrained } from "../../react/devtools/model/read-drained.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const scratch = `${root}.results/copied`;
const odd = `it's "odd" $HOME \`id\` \\ 🐑`;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer({ keepAliveTimeout: 0 }, createNodeHandler(demoServer));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  mkdirSync(scratch, { recursive: true });
  try {
    symlinkSync(`${root}playground/gen`, `${scratch}/gen`);
  } catch {
    // It exists from an earlier run.
  }
});
afterAll(() => {
  server.close();
  Reflect.deleteProperty(globalThis, Symbol.for("farcall.devtools")); // files share their globals
});

const link = hookLink();
const interceptors = [devtools()];
const transports = { connect: createConnectTransport, "grpc-web": createGrpcWebTransport };

type Call = (client: ReturnType<typeof clientOf>) => Promise<unknown>;

function clientOf(protocol: keyof typeof transports) {
  return createClient(DemoService, transports[protocol]({ baseUrl: url, interceptors }));
}

/** Makes a call and copies it as the panel does. */
async function copied(protocol: keyof typeof transports, call: Call, label: keyof typeof copyFormats): Promise<string> {
  await call(clientOf(protocol)).catch(() => undefined);
  let drained = readDrained(await link.ask("drain", [0, 1e7]));
  for (let tries = 0; !drained && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    drained = readDrained(await link.ask("drain", [0, 1e7]));
  }
  const row = drained?.calls.at(-1);
  if (!row) {
    throw new Error("The call was not recorded.");
  }
  const source = await recordedSource(row, new OpenedCall(link, row.id), 0);
  return copyFormats[label](source);
}

async function shell(command: string): Promise<string> {
  const { stdout } = await run("bash", ["-c", command], {
    env: { ...process.env, PATH: `${root}node_modules/.bin:${process.env.PATH}` },
    maxBuffer: 1e8,
  });
  return stdout;
}

const say: Call = (client) => client.say({ sentence: odd }, { headers: { "demo-x": "a 'b'" } });
const sayByGet: Call = (client) => client.say({ sentence: odd }, { useGet: true });
const introduce: Call = async (client) => {
  for await (const _ of client.introduce({ name: odd, intervalMs: 0 })) {
    // Reads everything, so that it is recorded.
  }
};
const summarize: Call = (client) => client.summarize([{ sentence: "one two" }, { sentence: odd }]);

test.each([
  ["connect", "POST", say, `You said: ${odd}`],
  ["connect", "GET", sayByGet, `You said: ${odd}`],
  ["connect", "a stream", introduce, `Hello ${odd}`],
  ["grpc-web", "unary", say, `You said: ${odd}`],
  ["grpc-web", "a stream", introduce, `Hello ${odd}`],
] as const)("curl, as JSON and in binary, %s, %s", async (protocol, _, call, answer) => {
  for (const label of ["curl", "curl, binary"] as const) {
    const output = await shell(`${await copied(protocol, call, label)} 2>/dev/null`);
    expect(output.replaceAll('\\"', '"').replaceAll("\\\\", "\\")).toContain(answer);
  }
});

test.each([
  ["connect", "POST", say, [`You said: ${odd}`]],
  ["connect", "a stream", introduce, [`Hello ${odd}`, "Goodbye"]],
  ["connect", "a stream of requests", summarize, ['"sentences":2']],
  ["grpc-web", "unary", say, [`You said: ${odd}`]],
] as const)("buf curl, %s, %s", async (protocol, _, call, answers) => {
  const output = await shell(await copied(protocol, call, "buf curl"));
  for (const answer of answers) {
    expect(output.replaceAll('\\"', '"').replaceAll("\\\\", "\\").replaceAll(/": /g, '":')).toContain(
      answer.replaceAll(/": /g, '":'),
    );
  }
});

test("grpcurl receives the same schema and message, and the server's address", async () => {
  const command = await copied("connect", say, "grpcurl");
  expect(command).toContain("-protoset /tmp/demo.v1.DemoService.binpb");
  expect(command).toContain("-plaintext");
  expect(command).toContain(`${new URL(url).host} \\\n  demo.v1.DemoService/Say`);
});

test("a React hook calls the method with the recorded message", async () => {
  const code = await copied("connect", say, "React hook");
  expect(code).toContain("DemoService.method.say");
  expect(code).toContain(JSON.stringify(odd));
});

test("fetch", async () => {
  const code = await copied("connect", say, "fetch");
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await new Function(`return (async () => { ${code} })()`)();
  expect(log.mock.calls).toEqual([[200, { sentence: `You said: ${odd}` }]]);
  log.mockRestore();
});

test.each([
  ["connect", say, "TypeScript", [`You said: ${odd}`]],
  ["grpc-web", introduce, "TypeScript", [`Hello ${odd}, I am the demo service.`]],
  ["connect", summarize, "TypeScript", []],
  ["connect", say, "test fixture", [`You said: ${odd}`]],
  ["connect", introduce, "test fixture", [`Hello ${odd}, I am the demo service.`]],
] as const)("%s %# as %s %s", async (protocol, call, label, sentences) => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const file = `${scratch}/${label.replace(" ", "-")}-${Math.random().toString(36).slice(2)}.ts`;
  writeFileSync(file, await copied(protocol, call, label));
  await import(/* @vite-ignore */ file);
  const said = log.mock.calls.map(([message]) => (message as { sentence?: string }).sentence);
  log.mockRestore();
  expect(said.length).toBeGreaterThan(0);
  for (const sentence of sentences) {
    expect(said).toContain(sentence);
  }
});

test("a recorded error is thrown again by its fixture", async () => {
  const code = await copied("connect", (client) => client.fail({ code: 9, message: "no wool" }), "test fixture");
  expect(code).toContain('throw new ConnectError(Code.FailedPrecondition, "no wool");');
});
