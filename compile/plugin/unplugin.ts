/** The plugin for Vite, Rollup, webpack and Rspack. */
import { readFile } from "node:fs/promises";
import { createUnplugin } from "unplugin";
import { createCompiler } from "./compiler.ts";
import { findModule } from "./find-module.ts";
import type { ModuleSource } from "./module-reader.ts";
import type { CompileProtobufOptions } from "./options.ts";
import { whoReflects } from "./reflection.ts";
import { isLinked, slashed } from "./stand-in.ts";

interface Context {
  resolve?(specifier: string, importer: string): Promise<{ id: string } | null>;
  addWatchFile(path: string): void;
}

/** What Rollup and Vite have in common of a page's chunks. */
interface Chunks {
  readonly [name: string]: { readonly modules: Readonly<Record<string, { readonly renderedLength: number }>> };
}

interface RenderContext {
  getModuleInfo(id: string): { readonly id: string; readonly code: string | null } | null;
  error(message: string): never;
}

export const unplugin = createUnplugin((options: CompileProtobufOptions | undefined, { framework }) => {
  let logger: Pick<Console, "info" | "warn"> = console;
  const compiler = createCompiler(options ?? {}, (line) => logger.warn(line));

  function say(reflecting?: readonly string[]): void {
    const line = compiler.summary(reflecting);
    if (line) {
      logger.info(line);
    }
  }

  /** Descriptors are dropped once it is known that nothing in the page reads them, which takes all chunks. */
  function renderChunk(
    this: RenderContext,
    code: string,
    _chunk: unknown,
    _options: unknown,
    { chunks }: { chunks: Chunks },
  ) {
    const modules = renderedModules(chunks);
    if (!modules.some(isLinked)) {
      return { code: compiler.withoutDescriptors(code), map: null };
    }
    if (options?.reflection === false) {
      const who = whoReflects(modules.flatMap((id) => this.getModuleInfo(id) ?? []));
      this.error(
        `compileProtobuf({ reflection: false }) drops descriptors that this page reads: ${who.join("; ")}. Remove these imports, or the option`,
      );
    }
    return undefined;
  }

  function generateBundle(this: RenderContext, _options: unknown, files: Record<string, { readonly type: string }>) {
    const chunks = Object.fromEntries(
      Object.entries(files).filter(([, { type }]) => type === "chunk"),
    ) as object as Chunks;
    const modules = renderedModules(chunks);
    say(modules.some(isLinked) ? whoReflects(modules.flatMap((id) => this.getModuleInfo(id) ?? [])) : []);
  }

  return {
    name: "farcall:compile-protobuf",
    enforce: "pre",
    buildStart: compiler.start,
    resolveId: (specifier, importer) => compiler.resolve(specifier, importer),
    transformInclude: (id) => compiler.accepts(id),
    async transform(code, id) {
      const context = this as object as Context;
      const compiled = await compiler.compile(id, code, sourceOf(context));
      for (const path of compiled?.dependencies ?? []) {
        context.addWatchFile(path);
      }
      return compiled && { code: compiled.code, map: null };
    },
    buildEnd() {
      if (framework === "webpack" || framework === "rspack") {
        say();
      }
    },
    rollup: { renderChunk, generateBundle },
    vite: {
      apply: ({ build }, { command }) => command === "build" && !build?.lib,
      applyToEnvironment: (environment) => environment.config.consumer === "client",
      configResolved(config) {
        ({ logger } = config);
      },
      renderChunk,
      generateBundle,
    },
  };
});

function renderedModules(chunks: Chunks): string[] {
  return Object.values(chunks).flatMap(({ modules }) =>
    Object.entries(modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? id : [])),
  );
}

function sourceOf(context: Context): ModuleSource {
  return {
    async resolve(specifier, importer) {
      const found = await context.resolve?.(specifier, importer);
      return found ? slashed(found.id) : findModule(specifier, importer);
    },
    read: (path) => readFile(path, "utf8"),
  };
}
