/** Starts workerd, the runtime of Cloudflare Workers, with one worker. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import workerd from "workerd";

/** A worker may call servers of this machine only if its configuration says so. */
const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      modules = [(name = "worker.js", esModule = embed "worker.js")],
      compatibilityDate = "2025-06-01",
      compatibilityFlags = ["enable_request_signal"],
      globalOutbound = "machine",
    )),
    (name = "machine", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
`;

export interface RunningWorkerd {
  url: string;
  /** Returns its error output, such as uncaught exceptions. */
  complaints: () => string;
  stop: () => Promise<void>;
}

/** @param script an ES module whose default export has a `fetch` */
export async function startWorkerd(script: string): Promise<RunningWorkerd> {
  const folder = await mkdtemp(join(tmpdir(), "farcall-workerd-"));
  await writeFile(join(folder, "worker.js"), script);
  await writeFile(join(folder, "config.capnp"), config);
  const server = spawn(workerd, ["serve", "--control-fd=3", join(folder, "config.capnp")], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  let complaints = "";
  server.stderr?.on("data", (text) => {
    complaints += text;
  });
  const exited = once(server, "exit").then(() => {
    throw new Error(`workerd has ended: ${complaints}`);
  });
  exited.catch(() => {}); // once it listens, only we end it
  const [line] = await Promise.race([once(server.stdio[3] as Readable, "data"), exited]);
  const { port } = JSON.parse(String(line)) as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    complaints: () => complaints,
    stop: async () => {
      server.kill("SIGKILL"); // a graceful stop would wait for its requests, even if their client has disconnected
      await exited.catch(() => {});
      await rm(folder, { recursive: true, force: true });
    },
  };
}
