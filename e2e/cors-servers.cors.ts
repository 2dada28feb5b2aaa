/**
 * The lines of the playground's CORS card, in servers that have to be installed: Go, Express, and nginx where it is. Run by
 * `npm run test:cors`, with access to the registries of Go and npm.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  demoHandler,
  expectLinesToWork,
  type Started,
  type StartWithLines,
  startServer,
} from "./playground/cors-call.ts";
import { test } from "./playground-page.ts";
import { startGoWithLines } from "./servers/cors-go/start.ts";

let upstream: Started;
test.beforeAll(async () => {
  upstream = await startServer(http.createServer(demoHandler()));
});
test.afterAll(() => upstream.stop());
test.setTimeout(600_000); // the first run downloads

const at = (port: number, stop: () => Promise<void>): Started => ({ url: `http://127.0.0.1:${port}`, stop });

const starts: Record<string, StartWithLines> = {
  Go: async (lines, port) => at(port, await startGoWithLines(lines, upstream.url, `127.0.0.1:${port}`)),
  async Express(lines, port) {
    const load = createRequire(join(installExpress(), "index.js"));
    const [express, cors] = expressPackages.map((name) => load(name));
    const app = express();
    new Function("app", "cors", lines)(app, cors);
    app.use(demoHandler());
    return startServer(http.createServer(app), port);
  },
};

const expressPackages = ["express", "cors"];
let expressFolder: string | undefined;

function installExpress(): string {
  if (!expressFolder) {
    expressFolder = mkdtempSync(join(tmpdir(), "farcall-express-"));
    writeFileSync(join(expressFolder, "package.json"), "{}");
    execFileSync("npm", ["install", "--no-audit", "--no-fund", ...expressPackages], { cwd: expressFolder });
  }
  return expressFolder;
}

if (spawnSync("nginx", ["-v"]).status === 0) {
  starts.nginx = async (lines, port) => {
    const folder = mkdtempSync(join(tmpdir(), "farcall-nginx-"));
    mkdirSync(join(folder, "logs"));
    const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
      (kind) => `${kind}_temp_path ${folder}/${kind};`,
    );
    writeFileSync(
      join(folder, "nginx.conf"),
      `daemon off;
pid ${folder}/pid;
events {}
http {
  access_log off;
  ${paths.join("\n  ")}
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass ${upstream.url};
      ${lines}
    }
  }
}
`,
    );
    const nginx = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "errors")]);
    await untilOpen(port);
    return at(port, async () => {
      nginx.kill();
      await once(nginx, "exit");
    });
  };
}

async function untilOpen(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await new Promise((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    socket.destroy();
    if (isOpen) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

for (const [server, start] of Object.entries(starts)) {
  test(`the lines for ${server} let the page call`, ({ page, playground }) =>
    expectLinesToWork(page, playground, server, start));
}
