/** The entry point of a handler: accepts the arguments of fetch, and handles CORS before and after the call. */
import type { ContextValues } from "../core/context-values.ts";
import { type Cors, type CorsHeaders, corsHeaders, exposeHeaders, isPreflight, preflightResponse } from "./cors.ts";

/** What a platform knows about a request besides the request itself. */
export interface PlatformInfo {
  /** "host:port" of the client. */
  clientAddress?: string | undefined;
  /** Initial `values` of the call's context: what middleware or the platform found out, such as the user. */
  values?: ContextValues | undefined;
  /** @internal Why the request could not be read. The call fails with this error, encoded for its protocol. */
  failure?: unknown;
}

/** Accepts the arguments of fetch, so that it can replace fetch in a transport; or a Request, as platforms pass it. */
export interface FetchEntry {
  (request: Request, info?: PlatformInfo): Promise<Response>;
  (url: string | URL, init?: RequestInit): Promise<Response>;
}

export function fetchEntry(
  cors: Cors | undefined,
  answer: (request: Request, info: PlatformInfo) => Promise<Response>,
): FetchEntry {
  const headersFor = corsHeaders(cors);
  return async (input: Request | string | URL, more: PlatformInfo | RequestInit = {}): Promise<Response> => {
    // Not instanceof: the Request may come from another realm.
    const isRequest = typeof input === "object" && "headers" in input;
    const request = isRequest ? input : new Request(input, more as RequestInit);
    const headers: CorsHeaders = headersFor(request);
    if (isPreflight(request)) {
      return preflightResponse(request, cors, headers);
    }
    return exposeHeaders(await answer(request, (isRequest && (more as PlatformInfo | null)) || {}), headers);
  };
}
