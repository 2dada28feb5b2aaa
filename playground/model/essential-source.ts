/** Returns the essential lines of an example: everything except its description and the imports of page components. */

const docblock = /^\/\*\*.*?\*\/\s*/s;
/** Imports of generated code stay, because they are part of the calls. */
const ownImports = /^import [^;]*? from "\.{1,2}\/(?!gen\/)[^"]*";\n/gm;

export function essentialSource(source: string): string {
  return source.replace(docblock, "").replace(ownImports, "").trim();
}
