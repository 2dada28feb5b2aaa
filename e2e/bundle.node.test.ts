import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bundle } from "../scripts/bundle.mjs";

/** What a page must not load before it names it: how to see it among the modules, and in the code itself. */
const extras = {
  "the JSON codec": { module: /codec\/proto-json|\/(to|from)-json\.js/, code: /toJsonString|fromJsonString/ },
  "gRPC-Web": { module: /grpc-web/, code: /grpc-status|application\/grpc-web/ },
  compression: { module: /\/compression\/|fflate/, code: /DecompressionStream/ },
  "what reads streams": { module: /(wire|protocol)\/envelope|server-stream|message-reader/, code: /connect\+/ },
  "the server": { module: /\/server\//, code: /access-control-allow-origin/ },
  "the synchronous half": { module: /\/sync\//, code: /overrideMimeType/ },
  "a recorder": { module: /\/devtools\//, code: /maxCalls/ },
  "warnings for developers": { module: /remade-transports/, code: /farcall: |captureOwnerStack/ },
  React: { module: /node_modules\/react|react-query/, code: /useSyncExternalStore/ },
};

beforeAll(() => void vi.stubEnv("NODE_ENV", "production")); // as it is where a page is built
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
  it("with one unary call over connectUnary() holds nothing that it does not name", async () => {
    expect(await found("e2e/bundle/one-unary-call.ts")).toEqual([]);
  });

  it("over connect() holds streams, and still no JSON, gRPC-Web or compression", async () => {
    expect(await found("e2e/bundle/one-stream.ts")).toEqual([expect.stringContaining("what reads streams")]);
  });

  it("that queries and streams without React holds none of it", async () => {
    const names = await found("e2e/bundle/query.ts");
    expect(names.filter((name) => name.startsWith("React"))).toEqual([]);
    expect(names).toEqual([expect.stringContaining("what reads streams")]);
  });

  it("with hooks holds React, which shows that this test would see it", async () => {
    const names = await found("e2e/bundle/hook.tsx");
    expect(names).toContainEqual(expect.stringContaining("React"));
    expect(names.filter((name) => name.startsWith("warnings"))).toEqual([]);
  });

  it("with a recorder holds what records, and what answers only later", async () => {
    const names = await found("e2e/bundle/recorder.ts");
    expect(names).toEqual([expect.stringContaining("a recorder")]);
    expect(names.join()).not.toMatch(/answers|drain|details|resend/);
  });

  it("with the preset holds compression, which it names", async () => {
    const names = await found("e2e/bundle/preset.ts");
    expect(names).toEqual([expect.stringContaining("compression"), expect.stringContaining("what reads streams")]);
  });
});
