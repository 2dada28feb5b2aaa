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
        "In React this is usual: a component was unmounted, or its query got another key. Otherwise look at who owns the signal.",
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
      ? ["Nothing was ever sent: the time went by in interceptors or in the encoding."]
      : headersAt === undefined
        ? ["The server had not answered at all. Is it slow, or is something before it holding the request?"]
        : [
            `Headers came after ${formatDuration(headersAt - attempt.at)}, and ${plural(attempt.responses, "message")} after them: the server was too slow to finish.`,
          ];
  if (row.attempts.length > 1) {
    next.push(`${row.attempts.length} attempts shared this time: a retry leaves less for the next one.`);
  }
  return { who: `The deadline${limit} of the caller passed.`, next };
}

function network(row: Row, pageOrigin: string | undefined): Explanation {
  const failure = lastAttempt(row)?.failure;
  const target = originOf(row.url);
  const isOther = target !== undefined && pageOrigin !== undefined && target !== pageOrigin;
  const next: string[] = [];
  if ((lastAttempt(row)?.received ?? 0) > 0) {
    next.push(
      "The connection was lost after bytes had come: a server or proxy that went away, or one that ends idle streams.",
    );
  } else {
    next.push(`Does anything listen at ${target ?? row.url}? Try: curl -i ${target ?? row.url}`);
    if (isOther || pageOrigin === undefined) {
      next.push(
        "If it does and this is another origin than the page's: the answer lacks access-control-allow-origin, or the preflight was refused. The browser's console says which, a page is never told.",
      );
    }
    if (target?.startsWith("http:") && pageOrigin?.startsWith("https:")) {
      next.push("The page is https and the call is http: browsers block that.");
    }
    next.push("A content security policy (connect-src), an ad blocker or a broken certificate look just the same.");
  }
  return { who: `No response came from the network${failure ? `: ${failure}` : "."}`, next };
}

function http(row: Row, details: CallDetails | undefined): Explanation {
  const attempt = details?.attempts.at(-1);
  const status = lastAttempt(row)?.status ?? attempt?.status;
  const type = header(attempt?.responseHeaders, "content-type");
  const who = `Something between the page and the service answered with HTTP ${status ?? "status unknown"}${type ? ` (${type})` : ""}, and no word of the protocol.`;
  const next: string[] = [];
  const advice = statusAdvice.get(status ?? 0);
  if (advice) {
    next.push(advice);
  }
  if (type?.includes("text/html")) {
    next.push(
      "It is a page of HTML: from a proxy, a login, or a development server that answers every path. Its text is under Messages.",
    );
  }
  return { who, next };
}

const statusAdvice: ReadonlyMap<number, string> = new Map([
  [301, "It redirects: browsers repeat a POST as GET. Use the final URL as baseUrl."],
  [302, "It redirects: browsers repeat a POST as GET. Use the final URL as baseUrl."],
  [401, "A gateway wants credentials: look for authorization or cookies among the request headers."],
  [403, "A gateway refused it: credentials, a web application firewall, or a CSRF check."],
  [404, "Nothing is served under this path. Is baseUrl right, with its prefix? Is the service registered?"],
  [405, "This method is not allowed: a static file server, or a route for another method."],
  [408, "A proxy gave up waiting."],
  [413, "The request is larger than a proxy permits."],
  [415, "The server does not know this content type: the other protocol (Connect or gRPC-Web) or codec, perhaps."],
  [429, "Too many requests: a rate limit before the service."],
  [431, "The request headers are too large, cookies most likely."],
  [502, "A proxy could not reach the service: is it running?"],
  [503, "A proxy has no healthy service to ask."],
  [504, "A proxy waited for the service in vain."],
  [505, "HTTP version: streams of requests need HTTP/2. Serve over TLS, or do not stream the request."],
]);

function protocol(row: Row, details: CallDetails | undefined): Explanation {
  const attempt = details?.attempts.at(-1);
  const type = header(attempt?.responseHeaders, "content-type");
  const next = [
    "The frames under Messages show how far it made sense.",
    row.protocol === "grpc-web"
      ? "Does the server speak gRPC-Web? Plain gRPC needs a proxy that translates (Envoy's grpc_web filter, for one)."
      : "Does the server speak Connect? A gRPC-Web server needs createGrpcWebTransport.",
  ];
  if (type && !/^application\/(connect\+|grpc-web|proto|json)/.test(type)) {
    next.unshift(`Its content type is ${type}, which is no content type of this protocol.`);
  }
  return { who: "The response breaks the protocol.", next };
}

function server(row: Row): Explanation {
  const next = codeAdvice.get(row.code ?? "");
  return { who: "The server answered with this error.", next: next ? [next] : [] };
}

const codeAdvice: ReadonlyMap<string, string> = new Map([
  [
    "unimplemented",
    "The server does not have this method: an older version of it, or another service under this path.",
  ],
  ["unauthenticated", "Credentials are missing or no longer valid: look at the request headers."],
  ["permission_denied", "The credentials are valid, and do not permit this."],
  ["invalid_argument", "The request is at fault, whatever the state of the system: edit and resend it."],
  ["failed_precondition", "The state of the system does not permit this now: a retry does not help until it changes."],
  ["aborted", "It lost against something at the same time: retry the whole read and write."],
  ["unavailable", "The service is away for the moment: a retry after a pause is what this code is for."],
  ["resource_exhausted", "A quota or a limit of size: the message may say which."],
  ["deadline_exceeded", "The server noticed that the time was up before the page did."],
  ["internal", "A mistake within the server: its log knows more than this message."],
  ["unknown", "The server's code threw something that is no error of the protocol: its log knows more."],
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
