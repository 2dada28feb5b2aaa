import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { generate } from "../../e2e/compiled/generate.ts";
import { type Compiler, createCompiler } from "./compiler.ts";
import type { CompileProtobufOptions } from "./options.ts";

// A diamond: the shop imports the shelf and the hat, the shelf the hat and, publicly, the size.
const protos = {
  "size.proto": `syntax = "proto3"; package acme.v1; message Size { int32 inches = 1; }`,
  "hat.proto": `syntax = "proto3"; package acme.v1; import "size.proto"; message Hat { Size size = 1; string name = 2; }`,
  "shelf.proto": `syntax = "proto3"; package acme.v1; import "hat.proto"; import public "size.proto"; message Shelf { repeated Hat hats = 1; }`,
  "shop.proto": `syntax = "proto3"; package acme.v1; import "shelf.proto"; import "hat.proto";
    message Shop { Shelf shelf = 1; Hat best = 2; Size door = 3; }`,
};
let folder: string;
beforeAll(() => {
  folder = `${generate("plugin", protos)}/gen`;
});

let lines: string[];
let reads: string[];
let compiler: Compiler;
const source = {
  resolve: async (specifier: string, importer: string) => join(dirname(importer), `${specifier}.ts`),
  read(path: string) {
    reads.push(path.slice(folder.length + 1));
    return readFile(path, "utf8");
  },
};

function start(options: CompileProtobufOptions = {}): void {
  lines = [];
  reads = [];
  compiler = createCompiler(options, (line) => lines.push(line));
  compiler.start();
}
beforeEach(() => start());

async function compile(name: string, change: (code: string) => string = (code) => code) {
  const path = `${folder}/${name}_pb.ts`;
  return compiler.compile(path, change(await readFile(path, "utf8")), source);
}

describe("a compiler", () => {
  it("reads each module once, however many import it", async () => {
    await Promise.all(["shop", "shelf", "hat", "size"].map((name) => compile(name)));
    expect(reads.sort()).toEqual([...new Set(reads)].sort());
    expect(lines).toEqual([]);
    expect(compiler.summary()).toBe("farcall: 4 messages compiled");
  });

  it("reads modules again in the next build", async () => {
    await compile("shop");
    const first = reads.length;
    compiler.start();
    await compile("shop");
    expect(reads).toHaveLength(2 * first);
  });

  it("names the modules whose text decides what the code is", async () => {
    const names = (await compile("shop"))?.dependencies.map((path) => path.slice(folder.length + 1));
    expect(names?.sort()).toEqual(["hat_pb.ts", "shelf_pb.ts", "size_pb.ts"]);
  });

  it("imports types of a public import from the module that has them", async () => {
    expect((await compile("shop"))?.code).toContain(`import { SizeSchema } from "./size_pb.ts"`);
  });

  it.each<[string, (code: string) => string]>([
    ["single quotes", (code) => code.replaceAll(/"([^"\n]*)"/g, "'$1'")],
    ["imports over several lines", (code) => code.replaceAll(/^import \{ (.*) \} from/gm, "import {\n  $1,\n} from")],
    [
      "a descriptor on a line of its own",
      (code) => code.replace(/fileDesc\((".*?"), (\[.*?\])\)/, "fileDesc(\n  $1,\n  $2,\n)"),
    ],
    ["line ends of Windows", (code) => code.replaceAll("\n", "\r\n")],
  ])("compiles what a formatter wrote alike: %s", async (_, change) => {
    const plain = (await compile("shop"))?.code;
    start();
    expect((await compile("shop", change))?.code).toBe(plain);
    expect(lines).toEqual([]);
  });

  it.each<[string, string[], (code: string) => string, boolean]>([
    ["an enum", ["target=ts"], (code) => code, true],
    ["an enum in JavaScript", ["target=js"], (code) => code, true],
    ["an erasable enum", ["target=ts", "erasable_syntax=true"], (code) => code, false],
    ["an erasable enum in JavaScript", ["target=js", "erasable_syntax=true"], (code) => code, false],
    [
      "an erasable enum without its types",
      ["target=ts", "erasable_syntax=true"],
      (code) => code.replaceAll(" as const", ""),
      false,
    ],
  ])("gives %s the properties that it has in the sources", async (_, options, change, isReversed) => {
    const proto = `syntax = "proto3"; package acme.v1; enum Kind { KIND_UNSPECIFIED = 0; KIND_SMALL = 1; }`;
    const kind = generate("plugin-enum", { "kind.proto": proto }, options);
    const path = `${kind}/gen/kind_pb.${options[0] === "target=js" ? "js" : "ts"}`;
    const compiled = await compiler.compile(path, change(await readFile(path, "utf8")), source);
    expect(compiled?.code).toContain("export const Kind = { UNSPECIFIED: 0,");
    expect(compiled?.code.includes('1: "SMALL"')).toBe(isReversed);
  });

  it.each<[string, (code: string) => string, string]>([
    [
      "an added export",
      (code) => `${code}\nexport const extra = 1;\n`,
      "its exports are not those that protoc-gen-es 2 generates: extra",
    ],
    [
      "a missing export",
      (code) => code.replace("export const ShopSchema", "const ShopSchema"),
      "its exports are not those that protoc-gen-es 2 generates: ShopSchema",
    ],
    [
      "no descriptor",
      (code) => code.replace("fileDesc(", "myFileDesc("),
      "it has no descriptor that protoc-gen-es 2 would write",
    ],
    ["a broken descriptor", (code) => code.replace(/fileDesc\("Cg/, 'fileDesc("zz'), "its descriptor cannot be read: "],
    ["a missing import", (code) => code.replace(/^import .*hat_pb.*\n/gm, ""), "it does not import file_hat"],
  ])("leaves a module with %s as it is, and says why, once", async (_, change, reason) => {
    expect(await compile("shop", change)).toBeUndefined();
    expect(await compile("shop", change)).toBeUndefined();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^farcall: .*shop(_pb\.ts|\.proto) is left to protobuf-es: /);
    expect(lines[0]).toContain(reason);
    expect(compiler.summary()).toMatch(/^farcall: 0 messages compiled, 1 file left to protobuf-es: .*shop/);
  });

  it("bridges to the messages of a file that is left to protobuf-es", async () => {
    start({ exclude: "/hat_pb" });
    const shop = await compile("shop");
    expect(await compile("hat")).toBeUndefined();
    expect(shop?.code).toContain("bridge(HatSchema");
    expect(shop?.code).not.toContain("bridge(ShelfSchema");
    expect(lines).toEqual(["farcall: hat.proto is left to protobuf-es: it is excluded"]);
  });

  it("compiles what `include` names, and nothing else", async () => {
    start({ include: [/shop/, "shelf_pb"] });
    expect(await compile("shop")).toBeDefined();
    expect(await compile("hat")).toBeUndefined();
  });

  it("leaves a file to protobuf-es if it imports a module that is not part of the page", async () => {
    const external = { ...source, resolve: async () => undefined };
    const path = `${folder}/shop_pb.ts`;
    expect(await compiler.compile(path, await readFile(path, "utf8"), external)).toBeUndefined();
    expect(lines).toEqual([
      `farcall: ${path} is left to protobuf-es: ./shelf_pb cannot be read: it is not part of the page`,
    ]);
  });

  it("leaves all modules as they are if protobuf-es is not part of the page", async () => {
    const path = `${folder}/hat_pb.ts`;
    const external = {
      ...source,
      resolve: async (specifier: string, importer: string) =>
        specifier === "@bufbuild/protobuf" ? undefined : source.resolve(specifier, importer),
    };
    expect(await compiler.compile(path, await readFile(path, "utf8"), external)).toBeUndefined();
    expect(lines).toEqual(["farcall: hat.proto is left to protobuf-es: @bufbuild/protobuf is not part of the page"]);
  });

  it("takes other modules as they are", async () => {
    expect(compiler.accepts("/app/src/hat.ts")).toBe(false);
    expect(compiler.accepts("/app/gen/hat_pb.d.ts")).toBe(false);
    expect(compiler.accepts("/app/node_modules/@buf/acme/hat_pb.js?v=1")).toBe(true);
    await writeFile(`${folder}/notes_pb.ts`, "export const notes = 1;\n");
    expect(await compiler.compile(`${folder}/notes_pb.ts`, "export const notes = 1;\n", source)).toBeUndefined();
    expect(lines).toEqual([]);
    expect(compiler.summary()).toBeUndefined();
  });

  it("drops the descriptors of all files that it compiled from a page's text", async () => {
    const code = (await Promise.all(["hat", "shelf"].map((name) => compile(name))))
      .map((module) => module?.code)
      .join("");
    const dropped = compiler.withoutDescriptors(code);
    const [own = ""] = code.match(/[\w+/=]{40,}/) ?? [];
    expect(code.match(/data: "[\w+/=]{40,}"/g)).toHaveLength(2);
    expect(dropped.match(/data: ""/g)).toHaveLength(2);
    expect(dropped.length).toBeLessThan(code.length);
    // The same text of an application's own, or a longer one, stays.
    const others = `const set = "${own}"; const longer = { data: "${own}AAAA" };`;
    expect(compiler.withoutDescriptors(others)).toBe(others);
  });
});
