/** Finds out what a server's CORS has to allow for a call that failed without a response. */
import type { CallRecord } from "../call-record.ts";

export interface CorsNeeds {
  /** The URL that was called. */
  readonly url: string;
  /** The origin of this page. */
  readonly origin: string;
  readonly httpMethod: string;
  /** Names of the request headers that need permission, in lower case. */
  readonly requestHeaders: readonly string[];
}

/** Headers with these names need no permission. Content-Type does for every type that a call has. */
const permitted = new Set(["accept", "accept-language", "content-language"]);

/** @returns undefined if CORS cannot be the reason of the failure, or nothing failed */
export function corsNeeds({ row, details }: CallRecord, origin: string): CorsNeeds | undefined {
  const attempt = details?.attempts.at(-1);
  if (row.why !== "network" || !attempt || attempt.status !== undefined || !isElsewhere(attempt.url, origin)) {
    return undefined;
  }
  const names = attempt.requestHeaders.map(([name]) => name.toLowerCase()).filter((name) => !permitted.has(name));
  return {
    url: attempt.url,
    origin,
    httpMethod: attempt.httpMethod.toUpperCase(),
    requestHeaders: [...new Set(names)],
  };
}

function isElsewhere(url: string, origin: string): boolean {
  return URL.canParse(url, origin) && new URL(url, origin).origin !== origin;
}

export type Reachability =
  /** It answers requests that need no permission, so that only CORS can be the reason. */
  | "reachable"
  | "unreachable"
  /** A page from https cannot call plain http. */
  | "mixed";

/** Asks the server for something that needs no permission, and whose response the page cannot read. */
export async function probe({ url, origin }: CorsNeeds): Promise<Reachability> {
  const { protocol, hostname } = new URL(url);
  const isLocal = hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
  if (origin.startsWith("https:") && protocol === "http:" && !isLocal) {
    return "mixed";
  }
  try {
    await fetch(url.replace(/\?.*$/s, ""), {
      method: "HEAD",
      mode: "no-cors",
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(10_000),
    });
    return "reachable";
  } catch {
    return "unreachable";
  }
}
