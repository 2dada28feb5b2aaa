/** The way into a handler: takes what fetch takes, and answers what CORS asks before and after the call itself. */
import type { ContextValues } from "../core/context-values.ts";
import { type Cors, type CorsHeaders, corsHeaders, exposeHeaders, isPreflight, preflightResponse } from "./cors.ts";

/** What the platform knows of a request beside the request. */
export interface PlatformInfo {
  /** "host:port" of the client. */
  clientAddress?: string | undefined;
  /** Begin as the `values` of the call's context: what a middleware or the platform has found out, such as the user. */
  values?: ContextValues | undefined;
  /** @internal Why the request could not be read. The call fails with it, in the words of its protocol. */
  failure?: unknown;
}

/** Takes what fetch takes, so that it can stand in for fetch in a transport; or a Request, as platforms hand it over. */
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
    // Not by instanceof: a Request of another realm is one as well.
    const isRequest = typeof input === "object" && "headers" in input;
    const request = isRequest ? input : new Request(input, more as RequestInit);
    const headers: CorsHeaders = headersFor(request);
    if (isPreflight(request)) {
      return preflightResponse(request, cors, headers);
    }
    return exposeHeaders(await answer(request, (isRequest && (more as PlatformInfo | null)) || {}), headers);
  };
}
