/**
 * What each bundler takes as a plugin, as far as a configuration has to know. Without the bundlers' own types, because those
 * differ between versions, and nobody has all bundlers installed.
 */

/** For Rollup and Vite. */
export interface RollupPlugin {
  readonly name: string;
}

/** For webpack and Rspack. A type, because theirs has an index signature, which an interface would not fit. */
export type WebpackPlugin = {
  apply(compiler: unknown): void;
};

export interface EsbuildPlugin {
  readonly name: string;
  setup(build: unknown): void;
}
