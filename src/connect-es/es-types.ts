/** Aliases for types of connect-es, because many have the same names as ours. */
import type { Interceptor, StreamRequest, StreamResponse, UnaryRequest, UnaryResponse } from "@connectrpc/connect";

export type EsRequest = UnaryRequest | StreamRequest;
export type EsResponse = UnaryResponse | StreamResponse;
/** The function with which a connect-es interceptor continues a call. */
export type EsNext = Parameters<Interceptor>[0];
