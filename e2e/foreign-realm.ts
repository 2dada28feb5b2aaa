/** For tests: the same values as another realm would make them, with none of the classes of ours. */

/** Runs inside of the other realm, where every class is its own. */
const source = `(function foreign(value) {
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  switch (kind) {
    case "Uint8Array": return new Uint8Array(value);
    case "Date": return new Date(value.getTime());
    case "Map": return new Map([...value].map(foreign));
    case "Set": return new Set([...value].map(foreign));
    case "Array": return Array.from(value, foreign);
    case "Error": return Object.assign(new Error(value.message), { name: value.name });
    case "Object": {
      const object = {};
      for (const [name, property] of Object.entries(value)) {
        Object.defineProperty(object, name, {
          value: foreign(property), writable: true, enumerable: true, configurable: true,
        });
      }
      return object;
    }
    default: return value;
  }
})`;

const run: (code: string) => unknown =
  typeof document === "undefined" ? (await import(/* @vite-ignore */ "node:vm" as string)).runInNewContext : runInFrame;

/** A deep copy whose lists, objects, bytes, dates, maps, sets and errors are those of another realm. */
export const foreign = run(source) as <T>(value: T) => T;

/** Stays in the page: some engines take a realm's classes away with its frame. */
function runInFrame(code: string): unknown {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  document.body.append(frame);
  return (frame.contentWindow as unknown as typeof globalThis).eval(code);
}
