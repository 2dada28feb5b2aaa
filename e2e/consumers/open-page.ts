/** Serves a built application and the demo services on one origin, and reads what its page shows. */
import { readFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { chromium } from "@playwright/test";
import { inject } from "vitest";
import { demoHandler } from "../../playground/demo/demo-handler.ts";

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** Serves the files of a folder and the demo services. Returns what each page shows after its calls. */
export async function readBuiltPages(folder: string, paths: readonly string[]): Promise<string[]> {
  const listener: RequestListener = async (req, res) => {
    const { pathname } = new URL(req.url ?? "/", "http://localhost");
    if (req.method === "POST") {
      demoHandler(req, res, () => {});
      return;
    }
    try {
      const file = pathname === "/" ? "index.html" : pathname;
      const content = await readFile(join(folder, file));
      res.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(content);
    } catch {
      res.writeHead(404).end();
    }
  };
  const server = createServer({ keepAliveTimeout: 0 }, listener);
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    return await Promise.all(paths.map((path) => readPage(`http://localhost:${port}${path}`)));
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** The same for a folder with one page. */
export async function readBuiltPage(folder: string): Promise<string> {
  const [shown = ""] = await readBuiltPages(folder, ["/"]);
  return shown;
}

/** Opens a page in Chromium. Returns the text of its `output` element if not empty. Throws if errors are logged. */
export async function readPage(url: string): Promise<string> {
  const browser = await chromium.connect(inject("chromium"));
  try {
    const page = await (await browser.newContext()).newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      // Chromium reports every response that is not 2xx, which in Connect is how errors are sent.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
        complaints.push(message.text());
      }
    });
    await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    await page.goto(url);
    const output = page.locator("output", { hasText: /\S/ });
    await output.waitFor({ timeout: 60_000 }).catch((cause) => {
      throw new Error(`the page shows no output: ${complaints.join("; ")}`, { cause });
    });
    if (complaints.length > 0) {
      throw new Error(complaints.join("; "));
    }
    return (await output.textContent()) ?? "";
  } finally {
    await browser.close();
  }
}
