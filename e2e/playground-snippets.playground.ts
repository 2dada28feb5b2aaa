/** What "Copy as" gives for the form is run against a real server, and does what the page would do. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { build } from "esbuild";
import { generate } from "selfsigned";
import { startBothHttpServer } from "./devtools/both-http-server.ts";
import { installGrpcurl } from "./devtools/install-grpcurl.ts";
import { runInConsole, runInProject, runInShell } from "./devtools/run-copied.ts";
import { expect, type MethodName, type PlaygroundPage, test } from "./playground-page.ts";
import { demoRoutes } from "./servers/connect-node-service.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const odd = `it's "odd" $HOME \`id\` \\ 🐑`;

let server: Awaited<ReturnType<typeof startBothHttpServer>>;
test.beforeAll(async () => {
  server = await startBothHttpServer();
});
test.afterAll(() => server.stop());
test.beforeEach(({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]));

interface Form {
  protocol: "Connect" | "gRPC-Web";
  codec?: "Binary" | "JSON";
  method: MethodName;
  request: unknown;
}

const say: Form = { protocol: "Connect", method: "Say", request: { sentence: odd } };
const sayOnWeb: Form = { ...say, protocol: "gRPC-Web" };
const introduce: Form = { protocol: "Connect", method: "Introduce", request: { name: odd } };
const introduceOnWeb: Form = { ...introduce, protocol: "gRPC-Web", codec: "JSON" };
const summarize: Form = {
  protocol: "Connect",
  method: "Summarize",
  request: [{ sentence: "one two" }, { sentence: odd }],
};

/** Fills in the form, with a header, and copies it. */
async function copy(playground: PlaygroundPage, form: Form, label: string, baseUrl = server.url): Promise<string> {
  const { page } = playground;
  await playground.baseUrl.fill(baseUrl);
  await playground.choose("Protocol", form.protocol);
  await playground.choose("Codec", form.codec ?? "Binary");
  await playground.pick(form.method);
  await playground.write(form.request);
  if ((await page.getByLabel("Name of header 1").count()) === 0) {
    await page.getByRole("button", { name: "Add header" }).click();
    await page.getByLabel("Name of header 1").fill("demo-x");
    await page.getByLabel("Value of header 1").fill("a 'b'");
  }
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page.getByRole("button", { name: "Copy as" }).click();
  await page.getByRole("menu").getByRole("menuitem", { name: label, exact: true }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe("");
  return page.evaluate(() => navigator.clipboard.readText());
}

/** As in an output that may be JSON, in frames or not. */
const plain = (output: string) => output.replaceAll('\\"', '"').replaceAll("\\\\", "\\").replaceAll(/": /g, '":');
const heard = plain(`connect-node heard: ${odd}`);

test("curl, over http and https, in both protocols, unary and streamed, as JSON and in binary", async ({
  playground,
}) => {
  for (const [form, label, answer] of [
    [say, "curl", heard],
    [say, "curl, binary", heard],
    [sayOnWeb, "curl", heard],
    [introduce, "curl", `Hello ${odd}`],
    [introduce, "curl, binary", `Hello ${odd}`],
    [introduceOnWeb, "curl", `Hello ${odd}`],
    [summarize, "curl", '"sentences":2'],
  ] as const) {
    const command = await copy(playground, form, label);
    expect(plain(await runInShell(`${command} --silent`)), command).toContain(answer);
  }

  const folder = mkdtempSync(join(tmpdir(), "farcall-certificate-"));
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
  writeFileSync(join(folder, "cert.pem"), cert);
  const secure = https.createServer({ key, cert }, connectNodeAdapter({ routes: demoRoutes }) as http.RequestListener);
  await new Promise<void>((resolve) => secure.listen(0, "localhost", resolve));
  try {
    const url = `https://localhost:${(secure.address() as AddressInfo).port}`;
    const command = await copy(playground, say, "curl", url);
    const output = await runInShell(`export CURL_CA_BUNDLE=${join(folder, "cert.pem")}\n${command} --silent`);
    expect(plain(output)).toContain(heard);
  } finally {
    secure.close();
    rmSync(folder, { recursive: true });
  }
});

test("buf curl, with the schema of the form", async ({ playground }) => {
  for (const [form, answer] of [
    [say, heard],
    [sayOnWeb, heard],
    [introduceOnWeb, `Hello ${odd}`],
    [summarize, '"sentences":2'],
  ] as const) {
    expect(plain(await runInShell(await copy(playground, form, "buf curl")))).toContain(answer);
  }
});

test("grpcurl, with the schema of the form", async ({ playground }) => {
  test.setTimeout(900_000); // the first run downloads and builds it
  installGrpcurl();
  for (const [form, answer] of [
    [say, heard],
    [introduceOnWeb, `Hello ${odd}`],
    [summarize, '"sentences":2'],
  ] as const) {
    expect(plain(await runInShell(await copy(playground, form, "grpcurl")))).toContain(answer);
  }
});

test("fetch, in the console of a page", async ({ playground, page }) => {
  for (const [form, answer] of [
    [say, heard],
    [sayOnWeb, heard],
    [introduce, `Hello ${odd}`],
  ] as const) {
    expect(plain(await runInConsole(page, await copy(playground, form, "fetch")))).toContain(answer);
  }
});

test("TypeScript and React compile, and do the same", async ({ playground, page, browser }) => {
  const folder = join(root, ".results/snippets");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, "playground/gen"), join(folder, "gen"), { recursive: true });
  const cases = [
    [say, heard],
    [introduceOnWeb, `Hello ${odd}`],
    [summarize, '"sentences":2'],
  ] as const;
  for (const [index, [form, answer]] of cases.entries()) {
    const code = await copy(playground, form, "TypeScript");
    writeFileSync(join(folder, `call-${index}.ts`), code);
    expect(plain(await runInProject(code))).toContain(answer);
    writeFileSync(join(folder, `hook-${index}.tsx`), await copy(playground, form, "React hook"));
  }
  const compilerOptions = { noUnusedLocals: true, rootDir: root };
  writeFileSync(
    join(folder, "project.json"),
    JSON.stringify({ extends: "../../tsconfig.json", compilerOptions, include: ["."], exclude: [] }),
  );
  execFileSync(join(root, "node_modules/.bin/tsc"), ["--noEmit", "-p", join(folder, "project.json")], {
    stdio: "pipe",
  });

  const other = await browser.newPage();
  await other.goto(page.url()); // the origin that the server allows
  for (const [index, [form, answer]] of cases.entries()) {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { createRoot } from "react-dom/client";
import { App } from "./hook-${index}.tsx";
createRoot(document.body.appendChild(document.createElement("main"))).render(<App />);`,
        loader: "tsx",
        resolveDir: folder,
      },
      bundle: true,
      write: false,
      format: "iife",
      jsx: "automatic",
      conditions: ["farcall-source"],
      define: { "process.env.NODE_ENV": '"production"' },
    });
    await other.evaluate(() => document.body.replaceChildren());
    await other.addScriptTag({ content: outputFiles[0]?.text ?? "" });
    if (form === summarize) {
      await other.getByRole("button", { name: "Summarize" }).click();
    }
    await expect.poll(async () => plain((await other.locator("main").textContent()) ?? "")).toContain(answer);
  }
  await other.close();
});
