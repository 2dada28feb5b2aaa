/** The bytes of a built page. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** The gzipped size of a script and of what it imports, without what it loads later. */
export async function pageBytes(folder: string, script: string): Promise<number> {
  const files = new Set([script]);
  let code = "";
  for (const file of files) {
    const text = await readFile(join(folder, file), "utf8");
    for (const [, imported] of text.matchAll(/\b(?:from|import)\s*"\.\/([^"]+)"/g)) {
      files.add(imported as string);
    }
    code += text;
  }
  return gzipSync(code, { level: 9 }).byteLength;
}
