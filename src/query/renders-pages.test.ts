import { describe, expect, it } from "vitest";
import { rendersPages, rendersPagesIn } from "./renders-pages.ts";

const WorkerGlobalScope = class {};
const importScripts = () => {};
const location = { href: "https://a.example/worker.js" };

describe("an environment that renders pages and sends them away", () => {
  it("is not a browser's test, but is Node's", () => {
    expect(rendersPages).toBe(typeof window === "undefined");
  });

  it("is a server without a window", () => {
    expect(rendersPagesIn({})).toBe(true);
  });

  it("is a Cloudflare worker, although it has almost everything that a browser's worker has", () => {
    expect(rendersPagesIn({ WorkerGlobalScope, importScripts })).toBe(true);
    const navigator = { userAgent: "Cloudflare-Workers" };
    expect(rendersPagesIn({ WorkerGlobalScope, importScripts, navigator, location })).toBe(true);
  });

  it("is not a page, nor a page's worker", () => {
    expect(rendersPagesIn({ window: {} })).toBe(false);
    const navigator = { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" };
    expect(rendersPagesIn({ WorkerGlobalScope, importScripts, location, navigator })).toBe(false);
  });
});
