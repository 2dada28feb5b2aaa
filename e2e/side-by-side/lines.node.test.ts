/** How long the application is with each client: e2e/side-by-side.spec.ts shows that all three do the same. */
import { describe, expect, it } from "vitest";
import { checkTable, countLines, refreshesForThreeCalls } from "../../scripts/side-by-side.mjs";

describe("the application with Farcall", () => {
  it.each(Object.entries(countLines()))("has fewer lines than with the others: %s", (_, { farcall, connect, trpc }) => {
    expect(farcall).toBeGreaterThan(0);
    expect(farcall).toBeLessThan(Math.min(connect, trpc));
  });

  it("refreshes its token once for three parallel calls", () => {
    expect(refreshesForThreeCalls.farcall).toBe(1);
  });
});

it("docs/switching.md has these counts", () => {
  const { table, isCurrent } = checkTable();
  expect(isCurrent, `run "node scripts/side-by-side.mjs --write", and commit it:\n${table}`).toBe(true);
});
