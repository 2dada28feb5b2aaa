import { describe, expect, it } from "vitest";
import { rendersPages, rendersPagesIn } from "./renders-pages.ts";

const WorkerGlobalScope = class {};
const importScripts = () => {};
const location = { href: "https://a.example/worker.js" };

describe("what renders pages and sends them away", () => {
  it("is not this test in a browser, and is it in Node", () => {
    expect(rendersPages).toBe(typeof window === "undefined");
  });

  it("is a server without a window", () => {
    expect(rendersPagesIn({})).toBe(true);
  });

  it("is a Cloudflare worker, although it has almost all that a worker of a browser has", () => {
    expect(rendersPagesIn({ WorkerGlobalScope, importScripts })).toBe(true);
    const navigator = { userAgent: "Cloudflare-Workers" };
    expect(rendersPagesIn({ WorkerGlobalScope, importScripts, navigator, location })).toBe(true);
  });

  it("is no page, and no worker of a page", () => {
    expect(rendersPagesIn({ window: {} })).toBe(false);
    const navigator = { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" };
    expect(rendersPagesIn({ WorkerGlobalScope, importScripts, location, navigator })).toBe(false);
  });
});
