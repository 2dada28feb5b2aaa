import { readdir, readFile } from "node:fs/promises";
import { expect, it } from "vitest";

/** The exports of React 19.0 for components. useEffectEvent and Activity are only in 19.2, so importing them would fail. */
const names = new Set(
  `Children Component Fragment Profiler PureComponent StrictMode Suspense cloneElement createContext createElement
  createRef forwardRef isValidElement lazy memo startTransition use useActionState useCallback useContext useDebugValue
  useDeferredValue useEffect useId useImperativeHandle useInsertionEffect useLayoutEffect useMemo useOptimistic
  useReducer useRef useState useSyncExternalStore useTransition version`.split(/\s+/),
);

it("imports only what the oldest React in the peer range exports", async () => {
  const { peerDependencies } = JSON.parse(await readFile(`${import.meta.dirname}/../package.json`, "utf8"));
  expect(peerDependencies.react).toBe("^19.0.0");
  const files = (await readdir(import.meta.dirname)).filter((file) => /^[^.]+\.tsx?$/.test(file));
  expect(files).toContain("use-stream-events.ts");
  const sources = await Promise.all(files.map((file) => readFile(`${import.meta.dirname}/${file}`, "utf8")));
  const imported = sources.flatMap((source) =>
    [...source.matchAll(/^import \{([^}]*)\} from "react";/gm)].flatMap(([, list]) =>
      (list as string).split(",").map((name) => name.trim()),
    ),
  );
  const used = imported.filter((name) => name && !name.startsWith("type "));
  expect(used).toContain("useEffect");
  expect(used.filter((name) => !names.has(name))).toEqual([]);
});
