/** The lower end of the peer range of TanStack Query: "5.1.0" of "^5.1.0". */
import packageJson from "../../package.json" with { type: "json" };

const ranges = packageJson.peerDependencies;

export const oldestTanStack = ranges["@tanstack/react-query"].replace("^", "");

if (ranges["@tanstack/query-core"] !== ranges["@tanstack/react-query"]) {
  throw new Error(
    "the peer ranges of @tanstack/query-core and @tanstack/react-query differ: React Query pins its core",
  );
}
