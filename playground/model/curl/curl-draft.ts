/** Interprets a curl command as a call of Connect or gRPC-Web, to put into the form. */
import type { CallDraft } from "../call-draft.ts";
import type { CatalogMethod } from "../catalog.ts";
import type { Settings } from "../settings.ts";
import { type EncodedBody, readBody } from "./curl-body.ts";
import { type CurlRequest, parseCurl } from "./parse-curl.ts";

export interface CurlDraft {
  readonly draft: CallDraft;
  /** Sentences about what was not understood, or is done differently here. */
  readonly notes: readonly string[];
}

/** Headers that a browser, or the library, sets itself: to set them here would have no effect, or fail. */
const automatic =
  /^(accept|accept-charset|accept-encoding|accept-language|cache-control|connection|content-encoding|content-length|content-type|cookie2?|date|dnt|expect|host|keep-alive|origin|pragma|priority|referer|te|trailer|transfer-encoding|upgrade|upgrade-insecure-requests|user-agent|via|x-grpc-web|x-user-agent|connect-(?:protocol-version|timeout-ms|accept-encoding|content-encoding)|grpc-(?:timeout|encoding|accept-encoding)|proxy-.*|sec-.*)$/i;
/** Those of them that matter to the server, so that the user has to know that they are missing. */
const missed = /^(cookie2?|origin|referer|user-agent|proxy-.*)$/i;

/**
 * @param find finds a method that the page has a schema of
 * @throws an Error with a sentence for the user
 */
export async function curlDraft(
  text: string,
  find: (methodId: string) => CatalogMethod | undefined,
): Promise<CurlDraft> {
  const request = parseCurl(text);
  const notes = [...request.notes];
  const url = absoluteUrl(request.url);
  const { baseUrl, methodId } = splitUrl(url);
  const method = methodId ? find(methodId) : undefined;
  if (!methodId) {
    notes.push(`The path ${url.pathname} does not end in /package.Service/Method, so that no method was chosen.`);
  } else if (!method) {
    notes.push(`This page has no schema of ${methodId}: add it, and import the command again to fill in the message.`);
  }
  if (request.method !== "GET" && request.method !== "POST") {
    notes.push(`${request.method} is not a method of either protocol: the call will be a POST.`);
  }
  const header = (name: string) => request.headers.find(([own]) => own.toLowerCase() === name)?.[1];
  const type = mediaType(header("content-type") ?? "");
  if (type.note) {
    notes.push(type.note);
  }
  const isGet = request.method === "GET" && url.searchParams.has("message");
  const body: EncodedBody = isGet ? bodyOfQuery(url) : { ...type, bytes: request.body, encoding: encodingOf(header) };
  if (isGet && method && !method.canUseGet) {
    notes.push(
      `The message came from the URL of a GET. The form sends a POST, because ${method.id} is not declared free of side ` +
        "effects (idempotency_level = NO_SIDE_EFFECTS).",
    );
  }
  const lost = request.headers.map(([name]) => name).filter((name) => missed.test(name));
  if (lost.length > 0) {
    notes.push(`A page cannot set ${lost.join(", ")}: the browser sends its own.`);
  }
  const read = method ? await readBody(method, body) : undefined;
  if (read?.problem) {
    notes.push(read.problem);
  }
  const timeoutMs = timeoutOf(header) ?? request.timeoutMs;
  const settings: Partial<Settings> = {
    baseUrl,
    ...(isGet ? { protocol: "connect" } : type.protocol && { protocol: type.protocol }),
    ...(method?.canUseGet && { useGet: isGet }),
    codec: body.codec === "json" ? "json" : "binary",
    ...(asksForGzip(header) && { compression: "gzip" }),
    timeout: timeoutMs === undefined ? "" : String(timeoutMs),
  };
  return {
    draft: { methodId: method && methodId, settings, request: read?.text, headers: ownHeaders(request) },
    notes,
  };
}

/** curl assumes http. */
function absoluteUrl(text: string): URL {
  const full = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(full) || !/^https?:/i.test(full)) {
    throw new Error(`The URL ${JSON.stringify(text)} is not one that a page can call: expected http:// or https://.`);
  }
  return new URL(full);
}

function splitUrl(url: URL): { baseUrl: string; methodId: string | undefined } {
  const [, prefix = "", service, method] = /^(.*)\/([\w.]+)\/(\w+)\/?$/.exec(decoded(url.pathname)) ?? [];
  // Not `origin`, which leaves out nothing else but a name and password.
  return service && method
    ? { baseUrl: url.origin + prefix, methodId: `${service}/${method}` }
    : { baseUrl: url.origin + url.pathname.replace(/\/$/, ""), methodId: undefined };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

type HeaderOf = (name: string) => string | undefined;

interface MediaType {
  protocol: Settings["protocol"] | undefined;
  codec: "json" | "proto";
  isEnveloped: boolean;
  isBase64: boolean;
  note?: string;
}

function mediaType(text: string): MediaType {
  const [, prefix = "", codec = ""] =
    /^application\/(connect\+|grpc-web-text(?=\+|;|$)\+?|grpc-web(?=\+|;|$)\+?|grpc(?=\+|;|$)\+?)?([\w.+-]*)/i.exec(
      text.trim().toLowerCase(),
    ) ?? [];
  const isJson = codec === "json";
  const isText = prefix.startsWith("grpc-web-text");
  const base = { codec: isJson ? "json" : "proto", isEnveloped: prefix !== "", isBase64: isText } as const;
  if (prefix.startsWith("grpc-web")) {
    const note = "gRPC-Web text was read. The form sends gRPC-Web in binary, which the same servers take.";
    return { ...base, protocol: "grpc-web", ...(isText && { note }) };
  }
  if (prefix.startsWith("grpc")) {
    const note = "This command speaks gRPC, which no browser can: the form sends gRPC-Web.";
    return { ...base, protocol: "grpc-web", note };
  }
  if (isJson || codec === "proto") {
    return { ...base, protocol: "connect" };
  }
  const note = `The content type ${JSON.stringify(text)} is not one of Connect or gRPC-Web: the body was read as JSON.`;
  return { ...base, codec: "json", protocol: undefined, ...(text && { note }) };
}

function bodyOfQuery(url: URL): EncodedBody {
  const query = url.searchParams;
  const message = query.get("message") ?? "";
  const standard = message.replaceAll("-", "+").replaceAll("_", "/").replaceAll(" ", "+");
  const isBase64 = query.get("base64") === "1";
  return {
    codec: query.get("encoding") === "json" ? "json" : "proto",
    isEnveloped: false,
    isBase64,
    bytes: new TextEncoder().encode(
      isBase64
        ? standard.replace(/=+$/, "").padEnd(Math.ceil(standard.replace(/=+$/, "").length / 4) * 4, "=")
        : message,
    ),
    encoding: query.get("compression") ?? undefined,
  };
}

function encodingOf(header: HeaderOf): string | undefined {
  return header("connect-content-encoding") ?? header("grpc-encoding") ?? header("content-encoding");
}

function asksForGzip(header: HeaderOf): boolean {
  const names = ["grpc-accept-encoding", "connect-accept-encoding"];
  return encodingOf(header) === "gzip" || names.some((name) => header(name)?.includes("gzip"));
}

const unitMs: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 0.001, n: 0.000001 };

function timeoutOf(header: HeaderOf): number | undefined {
  const connect = header("connect-timeout-ms");
  if (connect && /^\d{1,10}$/.test(connect)) {
    return Number(connect);
  }
  const [, count, unit] = /^(\d{1,8})([HMSmun])$/.exec(header("grpc-timeout") ?? "") ?? [];
  return count && unit ? Math.max(1, Math.round(Number(count) * (unitMs[unit] ?? 1))) : undefined;
}

function ownHeaders({ headers }: CurlRequest): [name: string, value: string][] {
  return headers.filter(([name]) => !automatic.test(name) && !name.startsWith(":"));
}
