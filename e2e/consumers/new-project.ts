/** Creates a fresh project from a folder in projects/, the generated code, and Farcall's tarball. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inject } from "vitest";

export interface Project {
  folder: string;
  /** Runs a command of an installed package, or Node, and returns its output. Throws with the output if it fails. */
  run(command: string, ...args: string[]): Promise<string>;
}

const execute = promisify(execFile);

/**
 * @param name the folder below projects/
 * @param packages the packages to install with Farcall, in npm's form: "react@18"
 */
export async function newProject(name: string, ...packages: string[]): Promise<Project> {
  const folder = await newFolder(name, packages);
  await cp(fileURLToPath(new URL(`projects/${name}`, import.meta.url)), folder, { recursive: true });
  await cp(inject("generated"), join(folder, "gen"), { recursive: true });
  return install(folder, inject("tarball"), ...packages);
}

/** Copies a project with all that is installed in it, because unpacking Farcall takes longer, and installs more. */
export async function copyProject(project: Project, ...packages: string[]): Promise<Project> {
  const folder = await newFolder("copy", packages);
  await cp(project.folder, folder, { recursive: true, verbatimSymlinks: true });
  return install(folder, ...packages);
}

/** A folder that is named after what it installs, as far as a name may be long; the end makes it unique. */
function newFolder(name: string, packages: readonly string[]): Promise<string> {
  const title = `${name}-${packages.join("-").replace(/\W+/g, "-")}`.slice(0, 100);
  return mkdtemp(join(inject("workspace"), `${title}-`));
}

async function install(folder: string, ...packages: string[]): Promise<Project> {
  const run = (command: string, ...args: string[]) => runIn(folder, command, args);
  // Strict, so that a peer range that excludes the application's version fails here.
  await run("npm", "install", "--no-audit", "--no-fund", "--strict-peer-deps", ...packages);
  return { folder, run };
}

async function runIn(folder: string, command: string, args: readonly string[]): Promise<string> {
  const env = {
    ...process.env,
    PATH: `${join(folder, "node_modules", ".bin")}:${process.env.PATH}`,
    NODE_ENV: undefined, // Vitest's value would affect the application
    NODE_OPTIONS: undefined,
    NEXT_TELEMETRY_DISABLED: "1",
    DEMO: inject("addresses").demo,
  };
  try {
    const { stdout, stderr } = await execute(command, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 });
    return stdout + stderr;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${[command, ...args].join(" ")} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** Adds a file to a project. */
export async function addFile({ folder }: Project, name: string, content: string): Promise<void> {
  await writeFile(join(folder, name), content);
}
