/** Runs what was copied from the panel, as a developer would after pasting it. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { runnerImport } from "vite";
import { grpcurlFolder } from "./install-grpcurl.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs a command in a shell, in an empty folder. @returns its output */
export async function runInShell(command: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "farcall-copied-"));
  try {
    const PATH = [join(root, "node_modules/.bin"), grpcurlFolder, process.env.PATH].join(delimiter);
    const { stdout } = await run("bash", ["-c", command], { cwd: folder, env: { ...process.env, PATH } });
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs code in the console of a page. @returns what it logged */
export async function runInConsole(page: Page, code: string): Promise<string> {
  return page.evaluate(async (source) => {
    const logged: unknown[] = [];
    const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
    await new AsyncFunction("console", source)({ log: (...values: unknown[]) => logged.push(...values) });
    const texts = logged.map((value) =>
      value instanceof ArrayBuffer ? new TextDecoder().decode(value) : JSON.stringify(value),
    );
    return texts.join(" ");
  }, code);
}

/** Runs code as a module of a project, with generated code in the usual place. @returns what it logged */
export async function runInProject(code: string): Promise<string> {
  const folder = join(root, ".results/copied-from-panel");
  await mkdir(folder, { recursive: true });
  await cp(join(root, "playground/gen"), join(folder, "gen"), { recursive: true });
  const file = join(folder, "call.ts");
  // The module gets its own console, so that its output can be read.
  await writeFile(
    file,
    `export const logged = [];\nconst console = { log: (...values) => logged.push(...values) };\n${code}`,
  );
  const { module } = await runnerImport<{ logged: object[] }>(file, {
    configFile: false,
    root: folder,
    logLevel: "error",
  });
  return module.logged.map((value) => JSON.stringify(value)).join(" ");
}
