/** A client and its server in one piece, with all the bytes in between and no network: for tests, stories and mocks. */
import { type ConnectTransportOptions, createConnectTransport } from "../client/connect-transport.ts";
import type { Transport } from "../client/transport.ts";
import { createFetchHandler, type FetchHandler, type FetchHandlerOptions } from "./fetch-handler.ts";

/**
 * Creates a transport whose calls are answered by a handler in the same page, worker or test. Everything else is as over
 * a network: encoding, compression, errors, deadlines, cancellation. Delays, failures and cut streams are interceptors.
 *
 * @param handler the server: a handler, or the options of one
 * @param options those of the client; `baseUrl` is needed only to match a `basePath`
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
  const fetch = typeof handler === "function" ? handler : createFetchHandler(handler);
  return createConnectTransport({ baseUrl: "/", ...options, fetch });
}
