import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** What React 18.0 exports for components: a page could not load a module that imports anything newer. */
const exported = new Set(
  `Children Component Fragment Profiler PureComponent StrictMode Suspense cloneElement createContext createElement
  createRef forwardRef isValidElement lazy memo startTransition useCallback useContext useDebugValue
  useDeferredValue useEffect useId useImperativeHandle useInsertionEffect useLayoutEffect useMemo
  useReducer useRef useState useSyncExternalStore useTransition version`.split(/\s+/),
);

const files = await readdir(import.meta.dirname, { recursive: true });
const sources = await Promise.all(
  files
    .filter((file) => /\.tsx?$/.test(file) && !/\.test(-d)?\.tsx?$/.test(file))
    .map(async (file) => ({ file, text: await readFile(join(import.meta.dirname, file), "utf8") })),
);

describe("for React 18, the oldest of the peer range", () => {
  it("declares it", async () => {
    const { peerDependencies } = JSON.parse(await readFile(`${import.meta.dirname}/../package.json`, "utf8"));
    expect(peerDependencies.react).toBe("^18.0.0 || ^19.0.0");
    expect(peerDependencies["react-dom"]).toBe(peerDependencies.react);
    expect(sources.length).toBeGreaterThan(50);
  });

  it("imports nothing that it does not export", () => {
    const imported = sources.flatMap(({ file, text }) =>
      [...text.matchAll(/^import \{([^}]*)\} from "react";/gm)].flatMap(([, list]) =>
        (list as string).split(",").map((name) => ({ file, name: name.trim() })),
      ),
    );
    const used = imported.filter(({ name }) => name && !name.startsWith("type "));
    expect(used.map(({ name }) => name)).toContain("useEffect");
    expect(used.filter(({ name }) => !exported.has(name))).toEqual([]);
  });

  it("provides contexts through a Provider", () => {
    const shorter = sources.filter(({ text }) => /<\w*Context(?=[\s>])/.test(text));
    expect(shorter.map(({ file }) => file)).toEqual([]);
  });
});
