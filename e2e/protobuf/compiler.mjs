/** The generator as it was built. Its types are those of its source, because types are checked before anything is built. */

/** @type {typeof import("../../compile/index.ts")} */
const compiler = await import(new URL("../../dist/compile/index.js", import.meta.url).href);

export const { generateModule } = compiler;
