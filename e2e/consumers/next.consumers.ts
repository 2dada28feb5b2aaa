/** Next's app router, with a relative base URL, server rendering, and Farcall's server in a route handler. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { newProject } from "./new-project.ts";
import { readPage } from "./open-page.ts";

it("a Next application with a relative base URL builds, and makes its calls", async () => {
  const react = ["react@19", "react-dom@19", "@types/react@19", "@types/node@20", "typescript@5.9"];
  const { folder, run } = await newProject("next", "next@16", "@tanstack/react-query@5", ...react);
  await run("next", "build");
  const server = spawn(join(folder, "node_modules", ".bin", "next"), ["start", "--port", "0"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
    detached: true, // so that all of its processes can be stopped
  });
  onTestFinished(() => void process.kill(-(server.pid as number), "SIGKILL"));
  let said = "";
  while (!/http:\/\/localhost:\d+/.test(said)) {
    said += String((await once(server.stdout, "data"))[0]);
  }
  const [url] = /http:\/\/localhost:\d+/.exec(said) as RegExpExecArray;
  expect(await readPage(url)).toBe("You said: hello / 5 messages");
});
