/** Packs Farcall once, generates the code of the demo services as users do, and starts Chromium. */
import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import type { TestProject } from "vitest/node";
import { launchOptions } from "../../scripts/chromium.mjs";
import { startServers } from "../servers/start-servers.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The path of the packed package. */
    tarball: string;
    /** The folder of the generated code: JavaScript and its types. */
    generated: string;
    /** The folder for the projects. */
    workspace: string;
    /** The WebSocket endpoint of a Chromium for Playwright. */
    chromium: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const workspace = await mkdtemp(join(tmpdir(), "farcall-consumers-"));
  execFileSync("npm", ["pack", "--silent", "--pack-destination", workspace], { stdio: "inherit" });
  const generated = join(workspace, "gen");
  const plugin = { local: "protoc-gen-es", out: generated, opt: ["target=js+dts"] };
  const template = JSON.stringify({ version: "v2", plugins: [plugin] });
  execFileSync("npx", ["--no-install", "buf", "generate", "--template", template], { stdio: "inherit" });
  const tarball = (await readdir(workspace)).find((name) => name.endsWith(".tgz")) as string;
  const [servers, browser] = await Promise.all([startServers(), chromium.launchServer(launchOptions)]);
  project.provide("tarball", join(workspace, tarball));
  project.provide("generated", generated);
  project.provide("workspace", workspace);
  project.provide("chromium", browser.wsEndpoint());
  project.provide("addresses", servers.addresses);
  return async () => {
    servers.stop();
    await browser.close();
    await rm(workspace, { recursive: true, force: true });
  };
}
