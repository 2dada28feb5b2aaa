import { afterEach, beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { countConnection } from "./connection-budget.ts";

const warn = vi.fn();
beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(warn.mockReset()));
afterEach(() => vi.restoreAllMocks());

/** The browser's report about earlier requests to a server. */
function speaks(origin: string, nextHopProtocol: string): void {
  const entries = [{ name: `${origin}/page`, nextHopProtocol }] as unknown as PerformanceEntryList;
  vi.spyOn(performance, "getEntriesByType").mockReturnValue(entries);
}

function open(baseUrl: string, count: number): void {
  for (let index = 0; index < count; index++) {
    onTestFinished(countConnection({ baseUrl, name: `a.B/Count${index}` }));
  }
}

it("the fifth stream to an HTTP/1.1 server causes a warning, once", () => {
  speaks("http://one.example", "http/1.1");
  open("http://one.example/api", 4);
  expect(warn).not.toHaveBeenCalled();
  open("http://one.example/other", 3);
  expect(warn).toHaveBeenCalledOnce();
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("5 streams to http://one.example are open over HTTP/1.1"));
});

it("streams over HTTP/2, to different servers, or that have ended cause none", () => {
  speaks("http://two.example", "h2");
  open("http://two.example", 7);
  speaks("http://three.example", "http/1.1");
  for (let index = 0; index < 7; index++) {
    countConnection({ baseUrl: "http://three.example", name: "a.B/Count" })();
  }
  expect(warn).not.toHaveBeenCalled();
});

it.each([
  ["no location at all", undefined],
  ["that of a worker", { href: "blob:https://page.example/1", origin: "https://page.example" }],
  ["that of a sandboxed page", { href: "about:srcdoc", origin: "null" }],
  ["that of a file", { href: "file:///page.html", origin: "null" }],
])("a page whose location is %s counts its streams by their destination", (_, location) => {
  vi.stubGlobal("location", location);
  onTestFinished(() => void vi.unstubAllGlobals());
  const host = `${crypto.randomUUID()}.example`;
  speaks(`http://${host}`, "http/1.1");
  for (const baseUrl of ["/api", "", "chrome-extension://abc/", undefined as unknown as string]) {
    open(baseUrl, 6);
  }
  expect(warn).not.toHaveBeenCalled();
  open(`http://${host}/api`, 6);
  expect(warn).toHaveBeenCalledOnce();
});

it("an engine without resource timing is not queried", () => {
  vi.stubGlobal("performance", undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  open("http://four.example", 7);
  expect(warn).not.toHaveBeenCalled();
});
