/** Creates the Python environment: a venv with the pinned packages, and the generated code of the demo service. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, resolve } from "node:path";
import { runQuietly } from "./run-quietly.mjs";

const venv = ".python/venv";
const generated = ".python/gen";
const requirements = "e2e/python/requirements.txt";
/** Records the inputs of the venv, which is recreated when they change. */
const stamp = ".python/installed.txt";

/** @returns {{ python: string, pythonPath: string }} the interpreter, and where it finds the generated code */
export function makeEnvironment() {
  const { command, version } = findPython();
  mkdirSync(".python", { recursive: true });
  const wanted = `${version}\n${readFileSync(requirements, "utf8")}`;
  if (readStamp() !== wanted) {
    rmSync(stamp, { force: true });
    rmSync(venv, { recursive: true, force: true });
    runQuietly(command, ["-m", "venv", venv]); // Debian's python3 needs python3-venv for this, and says so
    runQuietly(`${venv}/bin/python`, ["-m", "pip", "install", "--disable-pip-version-check", "-r", requirements]);
    writeFileSync(stamp, wanted);
  }
  generate();
  return { python: `${venv}/bin/python`, pythonPath: resolve(generated) };
}

function findPython() {
  const print = "import sys; print(sys.version); sys.exit(sys.version_info < (3, 11))";
  for (const command of ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11"]) {
    const { status, stdout } = spawnSync(command, ["-c", print], { encoding: "utf8" });
    if (status === 0) {
      return { command, version: stdout.trim() };
    }
  }
  throw new Error("Install Python 3.11 or newer with its venv module (Debian: apt-get install python3 python3-venv).");
}

function generate() {
  const plugins = ["protoc-gen-py", "protoc-gen-connectrpc"].map((local) => ({ local, out: generated }));
  const template = JSON.stringify({ version: "v2", clean: true, plugins });
  const PATH = [resolve(venv, "bin"), process.env.PATH].join(delimiter);
  runQuietly("npx", ["--no-install", "buf", "generate", "--template", template], { ...process.env, PATH });
}

function readStamp() {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return undefined;
  }
}
