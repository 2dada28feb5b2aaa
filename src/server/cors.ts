/**
 * Cross-origin calls: the preflight's answer, and what a page may see of a response.
 *
 * @see https://connectrpc.com/docs/cors
 */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { checkList, invalidOption, positiveNumber } from "../core/invalid-option.ts";
import { kindOf } from "../core/kind-of.ts";

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

export type CorsHeaders = Readonly<Record<string, string>>;

/**
 * The headers for the response to a request. A response may be kept by a cache and given to others: whatever depends on
 * the origin says so, also to those who have none.
 *
 * @see https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
 */
export function corsHeaders(cors: Cors | undefined): (request: Request) => CorsHeaders {
  if (!cors) {
    return () => ({});
  }
  if (cors === true) {
    return () => ({ "access-control-allow-origin": "*" });
  }
  if (typeof cors !== "object") {
    throw invalidOption("cors", cors, "true, or { origins }");
  }
  const { origins, credentials = false, maxAgeSeconds } = cors;
  if (typeof credentials !== "boolean") {
    throw invalidOption("cors.credentials", credentials, "true or false");
  }
  positiveNumber("cors.maxAgeSeconds", maxAgeSeconds);
  const isAllowed = originCheck(origins);
  return ({ headers }) => {
    const origin = headers.get("origin");
    if (origin === null || !isAllowed(origin)) {
      return { vary: "Origin" };
    }
    return {
      vary: "Origin",
      "access-control-allow-origin": origin,
      ...(credentials && { "access-control-allow-credentials": "true" }),
    };
  };
}

function originCheck(origins: CorsOptions["origins"]): (origin: string) => boolean {
  if (typeof origins !== "function") {
    const expected = 'an origin like "https://app.example.com"';
    checkList("cors.origins", origins, expected, (origin) => typeof origin === "string");
    for (const origin of origins) {
      if (origin !== "null" && !/^[a-z][a-z0-9+.-]*:\/\/[^/?#]+$/.test(origin)) {
        throw new ConnectError(
          Code.InvalidArgument,
          `cors: no browser sends the origin ${JSON.stringify(origin)}; one looks like "https://app.example.com", and \`cors: true\` lets every origin call`,
        );
      }
    }
    return (origin) => origins.includes(origin);
  }
  return (origin) => {
    try {
      const isAllowed: unknown = origins(origin);
      if (typeof isAllowed !== "boolean") {
        throw new TypeError(`cors.origins gave ${kindOf(isAllowed)}, expected true or false`); // a promise is truthy
      }
      return isAllowed;
    } catch (error) {
      console.error(error);
      return false;
    }
  };
}

export function isPreflight(request: Request): boolean {
  return request.method === "OPTIONS" && request.headers.has("access-control-request-method");
}

/** Allows the methods and headers that the request asks for, if its origin may call at all. */
export function preflightResponse(request: Request, cors: Cors | undefined, corsHeaders: CorsHeaders): Response {
  const headers = new Headers(corsHeaders);
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
export function exposeHeaders(response: Response, headers: CorsHeaders): Response {
  if (headers["access-control-allow-origin"] !== undefined) {
    response.headers.set("access-control-expose-headers", [...response.headers.keys()].join(", "));
  }
  for (const [name, value] of Object.entries(headers)) {
    response.headers.append(name, value);
  }
  return response;
}
