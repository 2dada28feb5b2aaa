/**
 * Cross-origin calls: the preflight's answer, and what a page may see of a response.
 *
 * @see https://connectrpc.com/docs/cors
 */

export interface CorsOptions {
  /** Origins that may call, as a browser sends them ("https://app.example.com"), or a function that decides. */
  origins: readonly string[] | ((origin: string) => boolean);
  /** Lets pages send cookies and other credentials. Default: false. */
  credentials?: boolean;
  /** How long a browser may remember the answer to a preflight, in seconds. Default: 7200, the most Chromium takes. */
  maxAgeSeconds?: number;
}

/** True lets every origin call, without credentials. */
export type Cors = boolean | CorsOptions;

/** The headers for a response to this request; empty when the call is not cross-origin, or not allowed. */
export function corsHeaders(request: Request, cors: Cors | undefined): Record<string, string> {
  const origin = request.headers.get("origin");
  if (!cors || origin === null) {
    return {};
  }
  if (cors === true) {
    return { "access-control-allow-origin": "*" };
  }
  const { origins, credentials } = cors;
  const isAllowed = typeof origins === "function" ? origins(origin) : origins.includes(origin);
  if (!isAllowed) {
    return { vary: "Origin" };
  }
  return {
    vary: "Origin",
    "access-control-allow-origin": origin,
    ...(credentials && { "access-control-allow-credentials": "true" }),
  };
}

export function isPreflight(request: Request): boolean {
  return request.method === "OPTIONS" && request.headers.has("access-control-request-method");
}

/** Allows the methods and headers that the request asks for, if its origin may call at all. */
export function preflightResponse(request: Request, cors: Cors | undefined): Response {
  const headers = new Headers(corsHeaders(request, cors));
  if (headers.has("access-control-allow-origin")) {
    const maxAgeSeconds = typeof cors === "object" ? cors.maxAgeSeconds : undefined;
    headers.set("access-control-allow-methods", "GET, POST");
    headers.set("access-control-allow-headers", request.headers.get("access-control-request-headers") ?? "");
    headers.set("access-control-max-age", String(maxAgeSeconds ?? 7200));
    headers.append("vary", "Access-Control-Request-Headers");
  }
  return new Response(null, { status: 204, headers });
}

/** Lets the page see every header that this very response has: a "*" would hide them from calls with credentials. */
export function exposeHeaders(response: Response, headers: Record<string, string>): Response {
  if (headers["access-control-allow-origin"] !== undefined) {
    response.headers.set("access-control-expose-headers", [...response.headers.keys()].join(", "));
  }
  for (const [name, value] of Object.entries(headers)) {
    response.headers.append(name, value);
  }
  return response;
}
