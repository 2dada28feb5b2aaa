import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createConnectTransport } from "../client/connect-transport.ts";
import type { Transport } from "../client/transport.ts";

const warn = vi.fn();

beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(warn.mockReset()));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Imports the function that creates keys, as in development, or elsewhere. */
async function open(place: { env?: string; isPage?: boolean } = {}) {
  const { env = "development", isPage = true } = place;
  vi.stubEnv("NODE_ENV", env);
  vi.stubGlobal("window", isPage ? globalThis : undefined);
  vi.resetModules(); // it warns once, and detects its environment once
  const { createRpcQuery } = await import("./rpc-query.ts");
  return (count: number, made: { transport?: Transport; transportKey?: string } = {}) => {
    for (let index = 0; index < count; index++) {
      createRpcQuery({ transport: createConnectTransport({ baseUrl: "https://a.example" }), ...made });
    }
  };
}

it("transports that are created over and over cause a warning, once, before React gives up", async () => {
  const make = await open();
  make(19);
  expect(warn).not.toHaveBeenCalled();
  make(100);
  expect(warn).toHaveBeenCalledOnce();
  expect(warn).toHaveBeenCalledWith(expect.stringMatching(/https:\/\/a\.example.*once, outside of components/s));
});

it("those that share a key, or a transport, cause none, nor those that are created occasionally", async () => {
  const make = await open();
  make(100, { transportKey: "api" });
  make(100, { transport: createConnectTransport({ baseUrl: "https://a.example" }) });
  vi.useFakeTimers({ toFake: ["Date"] });
  for (let time = 0; time < 100; time++) {
    make(3);
    vi.advanceTimersByTime(1000);
  }
  expect(warn).not.toHaveBeenCalled();
});

it("there is no warning in production, in tests, or on a server, which creates one per page", async () => {
  for (const place of [{ env: "production" }, { env: "test" }, { isPage: false }]) {
    const make = await open(place);
    make(100);
  }
  expect(warn).not.toHaveBeenCalled();
});
