/** A page for one test: React in Strict Mode, with its own QueryClient and rpc. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createConnectTransport, type Interceptor, type Transport } from "farcall";
import { createRpcQuery, type RpcQuery } from "farcall/query";
import { RpcProvider } from "farcall/react";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { expect, inject, onTestFinished, vi } from "vitest";
import { type Seen, seen } from "../servers/script.ts";

export interface TestPage {
  element: HTMLElement;
  queryClient: QueryClient;
  rpc: RpcQuery;
  transport: Transport;
  /** Identifies the calls of this page, so that the server can report what it saw of them. */
  id: string;
  seen: () => Promise<Seen>;
  show(content: ReactNode): void;
  /** The console output, for a test that expects some; in other tests, any output is a failure. */
  complaints(): unknown[][];
  /** Waits until the page shows this text. */
  says(text: string | RegExp): Promise<void>;
}

export interface TestPageOptions {
  baseUrl?: string;
  interceptors?: Interceptor[];
  /** Default: one of Farcall's own, to `baseUrl`. */
  transport?: Transport;
}

/** Opens a page. The test fails if anything is logged to the console. */
export function openPage({
  baseUrl = inject("addresses").demo,
  interceptors = [],
  transport = createConnectTransport({ baseUrl, interceptors }),
}: TestPageOptions = {}): TestPage {
  const id = crypto.randomUUID();
  const rpc = createRpcQuery({ transport, defaults: { call: { headers: { "test-call": id } } } });
  const queryClient = new QueryClient();
  const element = document.body.appendChild(document.createElement("div"));
  const root = createRoot(element, { onCaughtError: () => {} }); // errors caught by a boundary are not failures
  const spies = (["error", "warn"] as const).map((level) => vi.spyOn(console, level).mockImplementation(() => {}));
  let isExpected = false;
  onTestFinished(() => {
    root.unmount();
    queryClient.clear();
    transport.close();
    element.remove();
    const calls = spies.flatMap((spy) => spy.mock.calls);
    vi.restoreAllMocks();
    expect(isExpected ? [] : calls).toEqual([]);
  });
  return {
    element,
    queryClient,
    rpc,
    transport,
    id,
    seen: () => seen(inject("addresses").demo, id),
    show(content) {
      root.render(
        <StrictMode>
          <QueryClientProvider client={queryClient}>
            <RpcProvider rpc={rpc}>{content}</RpcProvider>
          </QueryClientProvider>
        </StrictMode>,
      );
    },
    complaints() {
      isExpected = true;
      return spies.flatMap((spy) => spy.mock.calls);
    },
    async says(text) {
      await expect.poll(() => element.textContent, { interval: 10 }).toMatch(text);
    },
  };
}
