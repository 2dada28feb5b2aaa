/** The suite itself: a Go program, its .proto files, and their generated code, all in a folder that git ignores. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "./run-tool.mjs";

const version = "v1.0.5";
const bin = resolve(`.conformance/bin/${version}`);

/** Installs the runner on first use, which takes a minute. */
export function installRunner() {
  if (spawnSync("go", ["version"]).status !== 0) {
    throw new Error(
      "The conformance suite is a Go program: install Go 1.24 or later (https://go.dev/dl) and put it on the PATH.",
    );
  }
  const runner = join(bin, "connectconformance");
  if (!existsSync(runner)) {
    console.error(`Installing connectconformance ${version} into .conformance ...`);
    execFileSync("go", ["install", `connectrpc.com/conformance/cmd/connectconformance@${version}`], {
      env: { ...process.env, GOBIN: bin },
      stdio: ["ignore", "inherit", "pipe"], // it prints a line for each downloaded module
    });
  }
  return runner;
}

/** Generates the messages and the service for the page: see page/protos.ts. */
export function generateMessages() {
  const module = JSON.parse(
    execFileSync("go", ["mod", "download", "-json", `connectrpc.com/conformance@${version}`], { encoding: "utf8" }),
  );
  const template = {
    version: "v2",
    clean: true,
    plugins: [{ local: "protoc-gen-es", out: ".conformance/gen", opt: ["target=js+dts", "import_extension=js"] }],
  };
  const buf = ["buf", "generate", join(module.Dir, "proto"), "--template", JSON.stringify(template)];
  run(...buf);
}
