/** Creates values as another realm would, without any of our realm's classes. */

/** Runs inside the other realm, with that realm's classes. */
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

/** Returns a deep copy whose arrays, objects, bytes, dates, maps, sets and errors belong to another realm. */
export const foreign = run(source) as <T>(value: T) => T;

/** Leaves the frame in the page, because some engines destroy a realm's classes with its frame. */
function runInFrame(code: string): unknown {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  document.body.append(frame);
  return (frame.contentWindow as unknown as typeof globalThis).eval(code);
}
