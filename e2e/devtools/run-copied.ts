/** Runs what was copied from the panel, as a developer does who pastes it: in a shell, in an empty folder. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { grpcurlFolder } from "./install-grpcurl.ts";

const run = promisify(execFile);
/** Where buf is. */
const toolFolder = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));

/** @returns what it printed */
export async function runInShell(command: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "farcall-copied-"));
  try {
    const PATH = [toolFolder, grpcurlFolder, process.env.PATH].join(delimiter);
    const { stdout } = await run("bash", ["-c", command], { cwd: folder, env: { ...process.env, PATH } });
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
