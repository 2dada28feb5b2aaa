/** Pages built with Vite, webpack and esbuild, with React 18, React 19 and without React. */
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { newProject } from "./new-project.ts";
import { oldestTanStack } from "./oldest-tanstack.ts";
import { readBuiltPage } from "./open-page.ts";

const answers = "You said: hello / 5 messages";

describe.each([
  ["18, with the oldest TanStack Query of the peer range", ["react@18", "react-dom@18", "@types/react@18"], "oldest"],
  ["19, with the newest TanStack Query", ["react@19", "react-dom@19", "@types/react@19"], "newest"],
] as const)("a Vite application with React %s", (_, react, age) => {
  it("makes a query, an optimistic mutation that is refused, and a stream that is cut, and hydrates its cache", async () => {
    const tanstack = `@tanstack/react-query@${age === "oldest" ? oldestTanStack : "5"}`;
    const { folder, run } = await newProject("react", "vite@8", "@vitejs/plugin-react@6", tanstack, ...react);
    await run("vite", "build", "--logLevel", "error");
    expect(await readBuiltPage(join(folder, "dist"))).toBe(
      `${answers} / You said: changed / Feed the sheep, refuse this, Feed the sheep / resumed / idle / bigint / Say: OK. Succeeded`,
    );
  });
});

it("a page built by webpack makes its calls", async () => {
  const { folder, run } = await newProject("page", "webpack@5", "webpack-cli@7");
  await run("webpack");
  await copyFile(join(folder, "index.html"), join(folder, "dist", "index.html"));
  expect(await readBuiltPage(join(folder, "dist"))).toBe(answers);
});

it("a page built by esbuild makes its calls", async () => {
  const { folder, run } = await newProject("page", "esbuild@0.28");
  await run("esbuild", "main.js", "--bundle", "--splitting", "--format=esm", "--outdir=dist", "--minify");
  await copyFile(join(folder, "index.html"), join(folder, "dist", "index.html"));
  expect(await readBuiltPage(join(folder, "dist"))).toBe(answers);
});
