/**
 * A page with `Content-Security-Policy: sandbox allow-scripts`, as used by previews and embedded apps: its origin is
 * opaque, so every call is cross-origin, even to the server that it came from. `location.origin` does not show this.
 */
import { describe, expect, inject, it } from "vitest";
import { runIn, usePage } from "./browser.ts";
import { testCases } from "./test-cases.ts";

const site = inject("site");
const { scripted } = inject("addresses");

describe("in a sandboxed page, to its own server", () => {
  const used = usePage("/sandboxed.html");
  const run = runIn(() => used.page, "default");
  testCases("everyCall", { demo: site, scripted, allowsHeaders: false }, run);
  testCases("corsHints", { demo: site }, run);

  it("is where these tests run", async () => {
    expect(await used.page.evaluate(() => [self.origin, location.origin])).toEqual(["null", site]);
  });
});

describe("in a sandboxed page, in memory", () => {
  const used = usePage("/sandboxed.html");
  testCases(
    "everyCall",
    { demo: "memory" },
    runIn(() => used.page, "default"),
  );
});
