/** The descriptors of the demo service as `buf build` writes them, to be dropped onto the panel. */
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** @returns the path of a new file */
export function buildDescriptorSet(): string {
  const file = join(mkdtempSync(join(tmpdir(), "farcall-descriptors-")), "demo.binpb");
  execFileSync(join(root, "node_modules/.bin/buf"), ["build", "-o", file], { cwd: root });
  return file;
}
