/** What a page with compiled messages loads, built by Vite from the built package. */
import { writeFileSync } from "node:fs";
import { type CompileProtobufOptions, compileProtobuf } from "farcall/vite";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bundle } from "../../scripts/bundle.mjs";
import { generate } from "./generate.ts";
import { serviceOf } from "./service-of.mjs";

beforeAll(() => {
  vi.stubEnv("NODE_ENV", "production"); // as when a page is built
});
afterAll(() => {
  vi.unstubAllEnvs();
});

function compiled(page: string, options?: CompileProtobufOptions) {
  return bundle(page, { plugins: [compileProtobuf(options)] });
}

/** A page that makes one call of a service. */
function pageOf(count: number): string {
  const folder = generate(`of-${count}`, { "many.proto": serviceOf(count) });
  const page = `${folder}/page.ts`;
  writeFileSync(
    page,
    `import { connectUnary, createClient, createTransport, protoBinary } from "farcall";
import { M1Schema, ManyService } from "./gen/many_pb";
const transport = createTransport({ baseUrl: "/", protocol: connectUnary(), codec: protoBinary() });
const response = await createClient(ManyService, transport).call0({});
document.body.textContent = response.$typeName + M1Schema.typeName;
`,
  );
  return page;
}

describe("a page with compiled messages", () => {
  it("with one unary call has no module of protobuf-es, and at most 8,000 bytes", async () => {
    const { modules, gzipBytes } = await compiled("e2e/bundle/one-unary-call.ts");
    expect(modules.filter((id) => id.includes("@bufbuild"))).toEqual([]);
    expect(gzipBytes).toBeLessThanOrEqual(8_000);
  });

  it.each([10, 50, 100, 200])("is smaller than without the plugin with %d messages", async (count) => {
    const page = pageOf(count);
    const [plain, { gzipBytes }] = [await bundle(page), await compiled(page)];
    expect(gzipBytes).toBeLessThan(plain.gzipBytes);
  });

  it("that calls toJson loads protobuf-es, and is hardly larger than without the plugin", async () => {
    const [plain, page] = [await bundle("e2e/bundle/to-json.ts"), await compiled("e2e/bundle/to-json.ts")];
    expect(page.modules.some((id) => id.includes("@bufbuild"))).toBe(true);
    expect(page.gzipBytes / plain.gzipBytes).toBeLessThan(1.05);
  });

  it("keeps descriptors if something reads them, and only then", async () => {
    const descriptor = /Cg\w{100}/;
    expect((await compiled("e2e/bundle/one-unary-call.ts")).code).not.toMatch(descriptor);
    expect((await compiled("e2e/bundle/to-json.ts")).code).toMatch(descriptor);
  });

  it("is not built without descriptors if something reads them, and the error says what", async () => {
    await expect(compiled("e2e/bundle/to-json.ts", { reflection: false })).rejects.toThrow(
      "drops descriptors that this page reads: e2e/bundle/to-json.ts imports toJsonString. Remove these imports, or the option",
    );
    expect((await compiled("e2e/bundle/one-unary-call.ts", { reflection: false })).gzipBytes).toBeLessThanOrEqual(
      8_000,
    );
  });
});
