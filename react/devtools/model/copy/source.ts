/** The data to copy: a request with everything needed to send it from elsewhere, whether it was sent before or not. */
import { type DescMessage, type DescMethod, type Message, type Registry, toBinary, toJson } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import type { HeaderList, Row } from "farcall/devtools";
import { expectProcedure } from "../expect-names.ts";

export interface CopySource {
  /** Full name of the service. */
  readonly service: string;
  readonly method: string;
  readonly kind: Row["kind"];
  readonly protocol: Row["protocol"];
  /** The format of the messages where a copy contains their bytes. */
  readonly codec: "json" | "proto";
  readonly isGet: boolean;
  readonly timeoutMs: number | undefined;
  /** With the procedure. */
  readonly url: string;
  /** Those of the request. The values of hidden ones are null, and left out. */
  readonly headers: HeaderList;
  readonly schema: CopySchema;
  readonly descriptor: DescMethod | undefined;
  readonly requests: readonly Message[];
}

export interface CopySchema {
  readonly registry: Registry | undefined;
  readonly input: DescMessage | undefined;
  /** What describes the service, dependencies first. */
  readonly files: readonly FileDescriptorProto[];
}

/** Each request as JSON on one line, or indented. */
export function requestJson({ requests, schema }: CopySource, indent?: number): string[] {
  const { input, registry } = schema;
  return requests.map((message) =>
    input ? JSON.stringify(toJson(input, message, registry ? { registry } : {}), null, indent) : "{}",
  );
}

export function requestBinary({ requests, schema: { input } }: CopySource): Uint8Array[] {
  return requests.map((message) => (input ? toBinary(input, message) : new Uint8Array(0)));
}

/** Each request in the format of the source. */
export function requestBytes(source: CopySource): Uint8Array[] {
  return source.codec === "json"
    ? requestJson(source).map((text) => new TextEncoder().encode(text))
    : requestBinary(source);
}

/** Headers that the sender of the copy sets itself, or that are useless outside the page. */
const left =
  /^(content-type|content-length|content-encoding|accept-encoding|host|user-agent|x-user-agent|connection|cookie|origin|referer|te|x-grpc-web|connect-.*|grpc-.*|sec-.*)$/i;

/**
 * Names that a request can have: curl reads a "name" that starts with @ from a file, and a line break in a value would add
 * another header. A malicious page could report either.
 */
const headerName = /^[\w!#$%&'*+.^`|~-]+$/;
const headerValue = /^[\t -~\xa0-\xff]*$/;

/** Returns the application's headers, without hidden ones, whose values are unknown here. */
export function ownHeaders({ headers }: CopySource): [name: string, value: string][] {
  return headers.flatMap(([name, value]): [string, string][] =>
    value === null || left.test(name) || !headerName.test(name) || !headerValue.test(value) ? [] : [[name, value]],
  );
}

/**
 * Returns the URL without the query, which carries the message of a GET. The URL is parsed and serialized again, because a
 * command would treat text that starts with a dash as an option.
 *
 * @throws for a URL that no page could have called
 */
export function plainUrl(source: CopySource): string {
  const text = source.url.replace(/\?.*$/s, "");
  const url = URL.canParse(text, "http://localhost") ? new URL(text, "http://localhost") : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error(`the page reported the URL ${JSON.stringify(text)}, which is not a server address.`);
  }
  return url.href;
}

/** @throws for a name that no method can have, which a command might treat as an option */
export function procedure({ service, method }: CopySource): string {
  expectProcedure(service, method);
  return `${service}/${method}`;
}

/** Returns the URL without the procedure, as passed to a transport. */
export function baseUrl(source: CopySource): string {
  const suffix = `/${source.service}/${source.method}`;
  const url = plainUrl(source);
  return url.endsWith(suffix) ? url.slice(0, -suffix.length) : url;
}

export function isUnaryConnect({ kind, protocol }: CopySource): boolean {
  return kind === "unary" && protocol === "connect";
}
