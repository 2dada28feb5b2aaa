/** The options of the plugin. */

/** Modules: parts of their paths, or patterns. A path has forward slashes. */
export type ModuleFilter = string | RegExp | readonly (string | RegExp)[];

export interface CompileProtobufOptions {
  /**
   * What a message becomes: code of its own, which is fastest, or a line of text with a constructor, which is much smaller
   * where there are many. "auto", the default: text in files with `optimize_for = CODE_SIZE` or `LITE_RUNTIME`; code in others
   * with up to ten messages; in larger ones, code for the responses of server streams and what they hold, and text for the rest.
   */
  readonly form?: "auto" | "code" | "table";
  /**
   * Whether descriptors are kept, as base64, for `toJson`, registries and all else that reflects. They are read when first
   * needed. Without them, a page is smaller, and what reflects throws an error that names the type. Default: true.
   */
  readonly reflection?: boolean;
  /** The `*_pb` modules to compile. Default: all. */
  readonly include?: ModuleFilter;
  /** `*_pb` modules that are left to protobuf-es, and libraries whose `@bufbuild/protobuf` has to be the real one. */
  readonly exclude?: ModuleFilter;
}

export function matches(filter: ModuleFilter | undefined, path: string): boolean {
  const parts = filter === undefined ? [] : typeof filter === "string" || filter instanceof RegExp ? [filter] : filter;
  return parts.some((part) => (typeof part === "string" ? path.includes(part) : path.search(part) >= 0));
}
