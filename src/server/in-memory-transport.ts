/** Connects a client directly to a server, with real encoding but no network: for tests, stories and mocks. */
import { type ConnectTransportOptions, createConnectTransport } from "../client/connect-transport.ts";
import type { Transport } from "../client/transport.ts";
import { createFetchHandler, type FetchHandler, type FetchHandlerOptions } from "./fetch-handler.ts";

/**
 * Creates a transport that calls a handler in the same page, worker or test. Everything else works as over a network:
 * encoding, compression, errors, deadlines, cancellation. Simulate delays, failures and cut streams with interceptors.
 *
 * @param handler a handler, or the options for one
 * @param options options of the client transport; `baseUrl` is needed only to match a `basePath`
 *
 * @example
 * const transport = createInMemoryTransport({
 *   services: [service(ElizaService, { say: ({ sentence }) => ({ sentence: `You said: ${sentence}` }) })],
 * });
 * const eliza = createClient(ElizaService, transport);
 */
export function createInMemoryTransport(
  handler: FetchHandler | FetchHandlerOptions,
  options: Partial<Omit<ConnectTransportOptions, "fetch">> = {},
): Transport {
  const isGiven = typeof handler === "function";
  const fetch = isGiven ? handler : createFetchHandler(handler);
  const transport = createConnectTransport({ baseUrl: "/", ...options, fetch });
  return isGiven ? transport : closingWith(transport, fetch);
}

/** Also closes the handler, which nobody else can reach. */
function closingWith(transport: Transport, handler: FetchHandler): Transport {
  const close = (): void => {
    transport.close();
    handler.close({ graceMs: 0 }).catch((error) => console.error(error));
  };
  return {
    ...transport,
    intercept: (more) => closingWith(transport.intercept(more), handler),
    close,
    [Symbol.dispose]: close,
  };
}
