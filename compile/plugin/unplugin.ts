/** The plugin for Vite, Rollup, webpack and Rspack. */
import { readFile } from "node:fs/promises";
import { createUnplugin } from "unplugin";
import { createCompiler } from "./compiler.ts";
import { type FindingContext, findModule } from "./find-module.ts";
import type { ModuleSource } from "./module-reader.ts";
import type { CompileProtobufOptions } from "./options.ts";
import { whoReflects } from "./reflection.ts";
import { isLinked, ownImportOf, slashed } from "./stand-in.ts";

interface Context extends FindingContext {
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
  // With webpack, the plugin is the last loader, and compiles what is on disk: ts-loader has to check the types of the
  // sources, not of what becomes of them.
  const isLast = framework === "webpack" || framework === "rspack";
  let logger: Pick<Console, "info" | "warn"> = console;
  const compiler = createCompiler(options ?? {}, (line) => logger.warn(line));

  function say(reflecting?: readonly string[]): void {
    const line = compiler.summary(reflecting);
    if (line) {
      logger.info(line);
    }
  }

  function resolveId(specifier: string, importer: string | undefined): string | undefined {
    const path = compiler.resolve(specifier, importer);
    return path && framework === "vite" ? slashed(path) : path; // Vite's paths have forward slashes on every system
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
    ...(isLast ? {} : { enforce: "pre" as const }),
    buildStart: compiler.start,
    resolveId,
    transformInclude: (id) => compiler.accepts(id),
    async transform(code, id) {
      const context = this as object as Context;
      const source = isLast ? await readFile(slashed(id), "utf8") : code;
      const compiled = await compiler.compile(id, source, sourceOf(context));
      for (const path of compiled?.dependencies ?? []) {
        context.addWatchFile(path);
      }
      return compiled && { code: compiled.code, map: null };
    },
    buildEnd() {
      if (isLast) {
        say();
      }
    },
    rollup: {
      renderChunk,
      generateBundle,
      // Whichever plugin would resolve them: if nothing is used of a module of the stand-in, it has to go.
      resolveId(specifier: string, importer: string | undefined) {
        const id = resolveId(specifier, importer) ?? (importer && ownImportOf(importer, specifier));
        return id ? { id, moduleSideEffects: false } : undefined;
      },
    },
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
    resolve: (specifier, importer) => findModule(context, specifier, importer),
    read: (path) => readFile(path, "utf8"),
  };
}
