/**
 * Cross-origin calls: preflight responses, and the response headers that a page may read.
 *
 * @see https://connectrpc.com/docs/cors
 */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { checkList, invalidOption, positiveNumber } from "../core/invalid-option.ts";
import { kindOf } from "../core/kind-of.ts";

export interface CorsOptions {
  /** Origins that may call, as browsers send them ("https://app.example.com"), or a function that decides. */
  origins: readonly string[] | ((origin: string) => boolean);
  /** Allows calls with cookies and other credentials. Default: false. */
  credentials?: boolean;
  /** How long browsers may cache a preflight response, in seconds. Default: 7200, Chromium's maximum. */
  maxAgeSeconds?: number;
}

/** True allows calls from every origin, without credentials. */
export type Cors = boolean | CorsOptions;

export type CorsHeaders = Readonly<Record<string, string>>;

/**
 * Returns a function that computes the CORS headers of a response. Caches may serve a response to other origins, so
 * responses that depend on the origin say so, even to requests without one.
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
          `cors: no browser sends the origin ${JSON.stringify(origin)}; expected "https://app.example.com", for example, or \`cors: true\` to allow every origin`,
        );
      }
    }
    return (origin) => origins.includes(origin);
  }
  return (origin) => {
    try {
      const isAllowed: unknown = origins(origin);
      if (typeof isAllowed !== "boolean") {
        throw new TypeError(`cors.origins returned ${kindOf(isAllowed)}, expected true or false`); // a promise is truthy
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

/** Allows the requested methods and headers, if the origin may call. */
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

/** Exposes every header of this response to the page: "*" would hide them from calls with credentials. */
export function exposeHeaders(response: Response, headers: CorsHeaders): Response {
  if (headers["access-control-allow-origin"] !== undefined) {
    response.headers.set("access-control-expose-headers", [...response.headers.keys()].join(", "));
  }
  for (const [name, value] of Object.entries(headers)) {
    response.headers.append(name, value);
  }
  return response;
}
