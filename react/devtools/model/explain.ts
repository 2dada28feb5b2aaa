/** Explains a failed call: what went wrong, what ended it, and what to do next. */
import type { CallDetails, Row } from "farcall/devtools";
import { lastAttempt } from "./call.ts";
import { formatDuration, plural } from "./format.ts";

export interface Explanation {
  /** What ended it. */
  readonly who: string;
  /** What to check, most likely first. */
  readonly next: readonly string[];
}

export function explain(row: Row, details: CallDetails | undefined, pageOrigin?: string): Explanation | undefined {
  if (row.why === undefined && row.code === undefined) {
    return undefined;
  }
  const explainers: Record<NonNullable<Row["why"]>, () => Explanation> = {
    caller: () => ({
      who: "The caller canceled it: its AbortSignal fired.",
      next: [
        "In React this is normal: a component was unmounted, or its query got another key. Otherwise, check what aborts the signal.",
      ],
    }),
    left: () => ({ who: `The reader left the stream after ${plural(received(row), "message")}.`, next: [] }),
    deadline: () => deadline(row),
    network: () => network(row, pageOrigin),
    http: () => http(row, details),
    protocol: () => protocol(row, details),
    server: () => server(row),
    client: () => ({
      who: "It failed in the page, before or after the network: an interceptor threw, or the request could not be encoded.",
      next: ["The message and the call site below say where."],
    }),
  };
  return explainers[row.why ?? "server"]();
}

function received(row: Row): number {
  return lastAttempt(row)?.responses ?? 0;
}

function deadline(row: Row): Explanation {
  const attempt = lastAttempt(row);
  const limit = row.timeoutMs === undefined ? "" : ` of ${formatDuration(row.timeoutMs)}`;
  const headersAt = attempt?.headersAt;
  const next =
    attempt === undefined
      ? ["Nothing was ever sent: interceptors or the encoding took all the time."]
      : headersAt === undefined
        ? ["The server had not responded at all. Is it slow, or is something in front of it holding back the request?"]
        : [
            `Headers came after ${formatDuration(headersAt - attempt.at)}, and ${plural(attempt.responses, "message")} after them: the server was too slow to finish.`,
          ];
  if (row.attempts.length > 1) {
    next.push(`${row.attempts.length} attempts shared this time: each retry leaves less for the next.`);
  }
  return { who: `The caller's deadline${limit} passed.`, next };
}

function network(row: Row, pageOrigin: string | undefined): Explanation {
  const failure = lastAttempt(row)?.failure;
  const target = originOf(row.url);
  const isOther = target !== undefined && pageOrigin !== undefined && target !== pageOrigin;
  const next: string[] = [];
  if ((lastAttempt(row)?.received ?? 0) > 0) {
    next.push("The connection was lost after some bytes: a server or proxy went away, or closes idle streams.");
  } else {
    next.push(`Is anything listening at ${target ?? row.url}? Try: curl -i ${target ?? row.url}`);
    if (isOther || pageOrigin === undefined) {
      next.push(
        "If so, and its origin is not the page's: the response lacks access-control-allow-origin, or the preflight was refused. The browser's console says which; pages cannot see it.",
      );
    }
    if (target?.startsWith("http:") && pageOrigin?.startsWith("https:")) {
      next.push("The page is https and the call is http: browsers block that.");
    }
    next.push("A content security policy (connect-src), an ad blocker or an invalid certificate looks just the same.");
  }
  return { who: `No response came from the network${failure ? `: ${failure}` : "."}`, next };
}

function http(row: Row, details: CallDetails | undefined): Explanation {
  const attempt = details?.attempts.at(-1);
  const status = lastAttempt(row)?.status ?? attempt?.status;
  const type = header(attempt?.responseHeaders, "content-type");
  const who = `Something between the page and the service responded with HTTP ${status ?? "status unknown"}${type ? ` (${type})` : ""}, outside the protocol.`;
  const next: string[] = [];
  const advice = statusAdvice.get(status ?? 0);
  if (advice) {
    next.push(advice);
  }
  if (type?.includes("text/html")) {
    next.push(
      "It is an HTML page: from a proxy, a login, or a development server that serves every path. Its text is under Messages.",
    );
  }
  return { who, next };
}

const statusAdvice: ReadonlyMap<number, string> = new Map([
  [301, "It redirects: browsers repeat a POST as GET. Use the final URL as baseUrl."],
  [302, "It redirects: browsers repeat a POST as GET. Use the final URL as baseUrl."],
  [401, "A gateway requires credentials: check the request headers for authorization or cookies."],
  [403, "A gateway refused it: credentials, a web application firewall, or a CSRF check."],
  [404, "Nothing is served under this path. Is baseUrl right, with its prefix? Is the service registered?"],
  [405, "This method is not allowed: a static file server, or a route for another method."],
  [408, "A proxy gave up waiting."],
  [413, "The request is larger than a proxy permits."],
  [
    415,
    "The server does not support this content type: perhaps it needs the other protocol (Connect or gRPC-Web) or codec.",
  ],
  [429, "Too many requests: a rate limit before the service."],
  [431, "The request headers are too large, most likely because of cookies."],
  [502, "A proxy could not reach the service: is it running?"],
  [503, "A proxy has no healthy service to forward to."],
  [504, "A proxy timed out waiting for the service."],
  [505, "HTTP version: streams of requests need HTTP/2. Serve over TLS, or do not stream the request."],
]);

function protocol(row: Row, details: CallDetails | undefined): Explanation {
  const attempt = details?.attempts.at(-1);
  const type = header(attempt?.responseHeaders, "content-type");
  const next = [
    "The frames under Messages show how far it was valid.",
    row.protocol === "grpc-web"
      ? "Does the server speak gRPC-Web? Plain gRPC needs a translating proxy (such as Envoy's grpc_web filter)."
      : "Does the server speak Connect? A gRPC-Web server needs createGrpcWebTransport.",
  ];
  if (type && !/^application\/(connect\+|grpc-web|proto|json)/.test(type)) {
    next.unshift(`Its content type is ${type}, which does not belong to this protocol.`);
  }
  return { who: "The response violates the protocol.", next };
}

function server(row: Row): Explanation {
  const next = codeAdvice.get(row.code ?? "");
  return { who: "The server responded with this error.", next: next ? [next] : [] };
}

const codeAdvice: ReadonlyMap<string, string> = new Map([
  [
    "unimplemented",
    "The server does not have this method: it may be an older version, or another service under this path.",
  ],
  ["unauthenticated", "Credentials are missing or no longer valid: check the request headers."],
  ["permission_denied", "The credentials are valid, but do not permit this."],
  ["invalid_argument", "The request is at fault, whatever the state of the system: edit and resend it."],
  ["failed_precondition", "The state of the system does not permit this now: a retry does not help until it changes."],
  ["aborted", "It conflicted with a concurrent operation: retry the whole read and write."],
  ["unavailable", "The service is temporarily unavailable: retry after a pause."],
  ["resource_exhausted", "A quota or a size limit was exceeded: the message may say which."],
  ["deadline_exceeded", "The server noticed that the deadline had passed before the page did."],
  ["internal", "A bug in the server: its log may say more than this message."],
  ["unknown", "The server's code threw something that is not an error of the protocol: its log may say more."],
]);

function header(headers: CallDetails["responseHeaders"] | undefined, name: string): string | undefined {
  return headers?.find(([known]) => known.toLowerCase() === name)?.[1] ?? undefined;
}

function originOf(url: string): string | undefined {
  try {
    return new URL(url).origin;
  } catch {
    return undefined;
  }
}
