/** Where the plugin for Vite stands back: messages are compiled in pages that are built for a browser, nowhere else. */
import { compileProtobuf } from "farcall/vite";
import { build, createBuilder, createServer, type Rolldown } from "vite";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

const entry = "e2e/bundle/one-unary-call.ts";
const generated = "playground/gen/hello/v1/hello_pb.ts";

beforeAll(() => {
  vi.stubEnv("NODE_ENV", "production"); // as when a page is built
});
afterAll(() => {
  vi.unstubAllEnvs();
});

/** The code of a build, and whether it has what the plugin puts into compiled modules. */
function built(result: unknown): { code: string; isCompiled: boolean } {
  const outputs = [result].flat() as Rolldown.RolldownOutput[];
  const chunks = outputs.flatMap(({ output }) => output.filter((file) => file.type === "chunk"));
  const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
  return {
    code: chunks.map(({ code }) => code).join("\n"),
    isCompiled: modules.some((id) => /\/compiled\/(reader|text)\.[jt]s$/.test(id)),
  };
}

const common = { configFile: false, logLevel: "silent" } as const;

describe("with the plugin for Vite", () => {
  it("a development server serves messages as protoc-gen-es generated them", async () => {
    const server = await createServer({
      ...common,
      appType: "custom",
      plugins: [compileProtobuf()],
      optimizeDeps: { noDiscovery: true },
      server: { middlewareMode: true, ws: false, watch: null },
    });
    try {
      const module = await server.transformRequest(`/${generated}`);
      expect(module?.code).toContain("fileDesc(");
      expect(module?.code).toMatch(/from "\/node_modules\/@bufbuild\/protobuf\/dist\/esm\/codegenv2\/index\.js/);
    } finally {
      await server.close();
    }
  });

  it("code for a server is built as it is", async () => {
    const result = await build({ ...common, plugins: [compileProtobuf()], build: { write: false, ssr: entry } });
    const { code, isCompiled } = built(result);
    expect(isCompiled).toBe(false);
    expect(code).toMatch(/from "@bufbuild\/protobuf\/codegenv2"/);
  });

  it("a library is built as it is, for the build of whoever uses it", async () => {
    const lib = { entry, formats: ["es" as const] };
    const result = await build({ ...common, plugins: [compileProtobuf()], build: { write: false, lib } });
    const { code, isCompiled } = built(result);
    expect(isCompiled).toBe(false);
    expect(code).toMatch(/\bfileDesc\b|Cg\w{100}/);
  });

  it("a page whose protobuf-es comes from elsewhere is built as it is", async () => {
    const rolldownOptions = { input: entry, external: [/^@bufbuild\//] };
    const result = await build({ ...common, plugins: [compileProtobuf()], build: { write: false, rolldownOptions } });
    expect(built(result).isCompiled).toBe(false);
  });

  it("an application for browser and server has compiled messages in the browser only", async () => {
    const builder = await createBuilder({
      ...common,
      plugins: [compileProtobuf()],
      environments: {
        client: { build: { write: false, rolldownOptions: { input: entry } } },
        ssr: { build: { write: false, rolldownOptions: { input: entry } } },
      },
    });
    const isCompiled: Record<string, boolean> = {};
    for (const [name, environment] of Object.entries(builder.environments)) {
      isCompiled[name] = built(await builder.build(environment)).isCompiled;
    }
    expect(isCompiled).toEqual({ client: true, ssr: false });
  });
});
