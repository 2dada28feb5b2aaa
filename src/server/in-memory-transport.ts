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
  const isGiven = typeof handler === "function";
  const fetch = isGiven ? handler : createFetchHandler(handler);
  const transport = createConnectTransport({ baseUrl: "/", ...options, fetch });
  return isGiven ? transport : closingWith(transport, fetch);
}

/** Nobody else can close a handler that was made here. */
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
