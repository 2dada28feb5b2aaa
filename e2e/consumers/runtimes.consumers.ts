/** Programs and tests outside a page: Node, workerd, jest, and Vitest with jsdom. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { startWorkerd } from "../strangers/workerd/start-workerd.ts";
import { newProject } from "./new-project.ts";

const answers = "You said: hello / 5 messages";

it("a Node program makes its calls, with import and with require", async () => {
  const { run } = await newProject("node");
  expect((await run("node", "main.js")).trim()).toBe(answers);
  expect(await run("node", "required.cjs")).toContain("You said: hello");
});

it("a Cloudflare worker makes its calls", async () => {
  const { folder, run } = await newProject("workerd", "esbuild@0.28");
  const demo = JSON.stringify(inject("addresses").demo);
  await run("esbuild", "worker.js", "--bundle", "--format=esm", "--outfile=built.js", `--define:DEMO=${demo}`);
  const worker = await startWorkerd(await readFile(join(folder, "built.js"), "utf8"));
  try {
    expect(await (await fetch(worker.url)).text()).toBe(answers);
  } finally {
    await worker.stop();
  }
});

it("jest makes its calls with Babel and one line of configuration", async () => {
  const { run } = await newProject("jest", "jest@30", "@babel/core@7", "@babel/preset-env@7");
  expect(await run("jest")).toMatch(/Tests:\s+2 passed, 2 total/);
});

it("Vitest with jsdom makes its calls", async () => {
  const { run } = await newProject("vitest", "vitest@4", "vite@7", "jsdom@26");
  expect(await run("vitest", "run")).toMatch(/Tests.*2 passed/);
});
