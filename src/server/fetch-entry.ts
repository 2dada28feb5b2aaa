/** The way into a handler: takes what fetch takes, and answers what CORS asks before and after the call itself. */
import { type Cors, corsHeaders, exposeHeaders, isPreflight, preflightResponse } from "./cors.ts";

/** What the platform knows of a request beside the request. */
export interface RequestInfo {
  /** "host:port" of the client. */
  clientAddress?: string;
}

/** Takes what fetch takes, so that it can stand in for fetch in a transport; or a Request, as platforms hand it over. */
export interface FetchEntry {
  (request: Request, info?: RequestInfo): Promise<Response>;
  (url: string | URL, init?: RequestInit): Promise<Response>;
}

export function fetchEntry(
  cors: Cors | undefined,
  answer: (request: Request, clientAddress: string | undefined) => Promise<Response>,
): FetchEntry {
  return async (input: Request | string | URL, more?: RequestInfo | RequestInit): Promise<Response> => {
    const isRequest = input instanceof Request;
    const request = isRequest ? input : new Request(input, more as RequestInit);
    if (isPreflight(request)) {
      return preflightResponse(request, cors);
    }
    const clientAddress = isRequest ? (more as RequestInfo | undefined)?.clientAddress : undefined;
    return exposeHeaders(await answer(request, clientAddress), corsHeaders(request, cors));
  };
}
