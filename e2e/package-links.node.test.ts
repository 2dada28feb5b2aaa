/** The pages in the published package are whole: no link leads to a file that is not in it. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
  cwd: root,
  encoding: "utf8",
  stdio: ["ignore", "pipe", "ignore"],
  maxBuffer: 64 * 1024 * 1024,
});
const files: string[] = JSON.parse(packed)[0].files.map(({ path }: { path: string }) => path);
const pages = files.filter((path) => path.endsWith(".md"));

it("has the guides and the changelog", () => {
  expect(pages).toEqual(expect.arrayContaining(["README.md", "CHANGELOG.md", "docs/react.md", "docs/server.md"]));
});

/** What only the repository has, and pages may refer to: tests, examples and the playground. */
const isInRepository = (path: string) => /\.test\.tsx?$|^(e2e|playground)\//.test(path) && existsSync(join(root, path));

it.each(pages)("%s links only to files of the package, and to tests and examples in the repository", (page) => {
  const links = [...readFileSync(join(root, page), "utf8").matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(
    ([, to]) => to ?? "",
  );
  const relative = links.filter((link) => !/^[a-z]+:/.test(link));
  const targets = relative.map((link) => join(dirname(page), link));
  const missing = targets.filter((target) => !files.includes(target) && !isInRepository(target));
  expect(missing).toEqual([]);
});
