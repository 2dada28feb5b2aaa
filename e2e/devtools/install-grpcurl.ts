/** Installs grpcurl, a Go program, into a folder that git ignores. The first run takes a minute or two. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const version = "v1.9.3";
export const grpcurlFolder = fileURLToPath(new URL(`../../.devtools/bin/${version}`, import.meta.url));

export function installGrpcurl(): void {
  if (existsSync(`${grpcurlFolder}/grpcurl`)) {
    return;
  }
  if (spawnSync("go", ["version"]).status !== 0) {
    throw new Error("grpcurl, which runs what the panel copies, is a Go program: put Go 1.24 or later on the PATH.");
  }
  console.log(`Installing grpcurl ${version} into .devtools ...`);
  execFileSync("go", ["install", `github.com/fullstorydev/grpcurl/cmd/grpcurl@${version}`], {
    env: { ...process.env, GOBIN: grpcurlFolder },
    stdio: ["ignore", "inherit", "pipe"], // it prints a line for each downloaded module
  });
}
