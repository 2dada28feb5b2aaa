/** Parses stack traces of Chromium ("at f (url:1:2)") and Firefox ("f@url:1:2"). */

export interface SiteLine {
  readonly text: string;
  readonly name: string;
  /** Undefined for a line without a location. */
  readonly url: string | undefined;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

const mostLines = 30;

export function parseSite(site: string): SiteLine[] {
  return site
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^\w*Error\b/.test(line))
    .slice(0, mostLines)
    .map(parseLine);
}

/** Where React starts rendering a component: frames below are not the application's. */
const reactFrame = /react[_-]stack[_-]bottom[_-]frame|renderWithHooks|^(fakeJSXCallSite|FakeJSXCallSite)$/i;

/** Returns the component with its custom hooks, and its parent components. */
export function parseComponent(lines: string): SiteLine[] {
  const [own = "", ...owners] = lines.split(/\n(?=\n)/);
  const all = parseSite(own);
  const end = all.findIndex(({ name }) => reactFrame.test(name));
  return [
    ...(end < 0 ? all : all.slice(0, end)),
    ...parseSite(owners.join("\n")).filter(({ url }) => url !== undefined),
  ];
}

function parseLine(text: string): SiteLine {
  const [, before = "", url, line, column] =
    /^(.*?)\(?((?:https?|file|webpack|blob|chrome-extension|moz-extension):\S*?):(\d+):(\d+)\)?$/.exec(text) ?? [];
  const name = before.replace(/^at\s+|[@(\s]+$/g, "").trim();
  return { text, name, url, line: Number(line ?? 0), column: Number(column ?? 0) };
}
