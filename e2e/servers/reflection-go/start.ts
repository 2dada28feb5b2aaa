/** Builds the Go server into a folder that git ignores, which takes a minute or two the first time, and starts it. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const module = fileURLToPath(new URL(".", import.meta.url));
const binary = fileURLToPath(new URL("../../../.reflection/reflection-go", import.meta.url));

export interface ReflectionServer {
  /** The base URLs; see main.go for the paths below them. */
  readonly http1: string;
  readonly http2: string;
  stop(): void;
}

export async function startGoReflection(): Promise<ReflectionServer> {
  if (spawnSync("go", ["version"]).status !== 0) {
    throw new Error("The server for the tests of reflection is a Go program: put Go 1.26 or later on the PATH.");
  }
  // Each time: Go knows best whether something has changed. Without -mod=mod, it changes neither go.mod nor go.sum.
  execFileSync("go", ["build", "-o", binary, "."], { cwd: module, stdio: ["ignore", "inherit", "pipe"] });
  const server = spawn(binary, { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await once(createInterface(server.stdout), "line");
  return { ...JSON.parse(line), stop: () => server.stdin.end() };
}
