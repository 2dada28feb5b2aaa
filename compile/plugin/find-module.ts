/** Finds a module as the bundler finds it: with its conditions, aliases, links and extensions. */
import { dirname } from "node:path";
import { slashed } from "./stand-in.ts";

/** What a bundler passes to a plugin. Vite and Rollup resolve in their plugins, webpack and Rspack in their loaders. */
export interface FindingContext {
  resolve?(specifier: string, importer: string): Promise<{ id: string; external?: unknown } | null>;
  getNativeBuildContext?(): { loaderContext?: LoaderContext | undefined };
}

interface LoaderContext {
  getResolve(options: { dependencyType: string }): (folder: string, specifier: string) => Promise<unknown>;
}

/**
 * Returns the path of the module that an import leads to; undefined if that is not part of the page. If there is none, the
 * bundler says so itself.
 */
export async function findModule(
  context: FindingContext,
  specifier: string,
  importer: string,
): Promise<string | undefined> {
  const loader = context.getNativeBuildContext?.().loaderContext;
  const path = loader
    ? await loader
        .getResolve({ dependencyType: "esm" })(dirname(importer), specifier)
        .catch(() => undefined)
    : await context.resolve?.(specifier, importer).then((found) => !found?.external && found?.id);
  return typeof path === "string" ? slashed(path) : undefined;
}
