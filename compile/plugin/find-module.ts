/** Finds a generated module where the bundler cannot be asked. */
import { access } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, resolve as join } from "node:path";
import { slashed } from "./stand-in.ts";

/** Finds a generated module where the bundler cannot be asked: `./hat_pb`, `./hat_pb.js`, which may be `./hat_pb.ts`. */
export async function findModule(specifier: string, importer: string): Promise<string> {
  if (!specifier.startsWith(".")) {
    return slashed(createRequire(importer).resolve(specifier));
  }
  const path = join(dirname(importer), specifier);
  const bare = path.replace(/\.[cm]?[jt]sx?$/, "");
  for (const candidate of [path, ...[".ts", ".js", ".mts", ".mjs"].map((ending) => bare + ending)]) {
    if (
      await access(candidate).then(
        () => true,
        () => false,
      )
    ) {
      return slashed(candidate);
    }
  }
  throw new Error(`farcall: ${importer} imports ${specifier}, which does not exist`);
}
