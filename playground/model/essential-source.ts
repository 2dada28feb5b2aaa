/** The lines of an example that are worth reading: all but its description and the imports of the page's own parts. */

const docblock = /^\/\*\*.*?\*\/\s*/s;
/** Generated code stays, because the calls are made of it. */
const ownImports = /^import [^;]*? from "\.{1,2}\/(?!gen\/)[^"]*";\n/gm;

export function essentialSource(source: string): string {
  return source.replace(docblock, "").replace(ownImports, "").trim();
}
