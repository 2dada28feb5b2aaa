/** The names of connect-es beside our own: many are the same. */
import type { Interceptor, StreamRequest, StreamResponse, UnaryRequest, UnaryResponse } from "@connectrpc/connect";

export type EsRequest = UnaryRequest | StreamRequest;
export type EsResponse = UnaryResponse | StreamResponse;
/** What an interceptor of connect-es is given to go on with. */
export type EsNext = Parameters<Interceptor>[0];
