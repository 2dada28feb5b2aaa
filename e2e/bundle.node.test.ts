import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bundle } from "../scripts/bundle.mjs";

/** What a page must load only if it names it, and how to recognize it in the modules and in the code. */
const extras = {
  "the JSON codec": { module: /codec\/proto-json|\/(to|from)-json\.js/, code: /toJsonString|fromJsonString/ },
  "gRPC-Web": { module: /grpc-web/, code: /grpc-status|application\/grpc-web/ },
  compression: { module: /\/compression\/|fflate/, code: /DecompressionStream/ },
  "what reads streams": { module: /(wire|protocol)\/envelope|server-stream|message-reader/, code: /connect\+/ },
  "the server": { module: /\/server\//, code: /access-control-allow-origin/ },
  "the synchronous half": { module: /\/sync\//, code: /overrideMimeType/ },
  interceptors: { module: /\/interceptors\/|intercept(-call|ed-source)/, code: /isRepeatable/ },
  "a recorder": { module: /\/devtools\//, code: /maxCalls/ },
  "warnings for developers": { module: /remade-transports/, code: /farcall: |captureOwnerStack/ },
  React: { module: /node_modules\/react|react-query/, code: /useSyncExternalStore/ },
};

beforeAll(() => void vi.stubEnv("NODE_ENV", "production")); // as when a page is built
afterAll(() => void vi.unstubAllEnvs());

async function found(entry: string): Promise<string[]> {
  const { code, modules } = await bundle(entry);
  return Object.entries(extras).flatMap(([name, extra]) => {
    const guilty = modules
      .filter((id) => extra.module.test(id))
      .map((id) => id.replace(/.*\/(dist|node_modules)\//, ""));
    return guilty.length > 0 || extra.code.test(code) ? [`${name} (${guilty.join(", ") || "in the code"})`] : [];
  });
}

describe("the bundle of a page, built by Vite from the built package", () => {
  it("with one unary call over connectUnary() contains only what it names", async () => {
    expect(await found("e2e/bundle/one-unary-call.ts")).toEqual([]);
  });

  it("over connect() contains streams, but no JSON, gRPC-Web or compression", async () => {
    expect(await found("e2e/bundle/one-stream.ts")).toEqual([expect.stringContaining("what reads streams")]);
  });

  it("with queries and streams, but without React, contains no React", async () => {
    const names = await found("e2e/bundle/query.ts");
    expect(names.filter((name) => name.startsWith("React"))).toEqual([]);
    expect(names).toEqual([expect.stringContaining("what reads streams")]);
  });

  it("with hooks contains React, which proves that this test would detect it", async () => {
    const names = await found("e2e/bundle/hook.tsx");
    expect(names).toContainEqual(expect.stringContaining("React"));
    expect(names.filter((name) => name.startsWith("warnings"))).toEqual([]);
  });

  it("with a recorder contains the code that records, and loads the code that answers later", async () => {
    const names = await found("e2e/bundle/recorder.ts");
    expect(names).toEqual([expect.stringContaining("a recorder")]);
    expect(names.join()).not.toMatch(/answers|drain|details|resend/);
  });

  it("with the preset contains compression, which it names", async () => {
    const names = await found("e2e/bundle/preset.ts");
    expect(names).toEqual([expect.stringContaining("compression"), expect.stringContaining("what reads streams")]);
  });
});

/** The files of each ready-made interceptor. */
const interceptors: Record<string, string[]> = {
  bearerAuth: ["bearer-auth", "origins", "token-store"],
  circuitBreaker: ["circuit-breaker", "origins"],
  hedge: ["attempt-context", "hedge"],
  idleTimeout: ["idle-timeout"],
  logger: ["logger"],
  retry: ["origins", "retry", "retry-budget", "retry-delay", "sleep"],
};

describe("the bundle of a page with an interceptor of farcall/interceptors", () => {
  it.each(Object.entries(interceptors))("holds that one, and drops the others: %s", async (name, files) => {
    mkdirSync(".results/bundle", { recursive: true });
    const entry = `.results/bundle/${name}.ts`;
    writeFileSync(entry, `import { ${name} } from "farcall/interceptors";\nconsole.log(${name});\n`);
    const { modules } = await bundle(entry);
    const found = modules.flatMap((id) => /\/interceptors\/(.*)\.js$/.exec(id)?.[1] ?? []);
    expect(found.sort()).toEqual(files);
  });
});
