/** Converts a call to a plain HTTP request, with JSON where the protocol permits it, for readability. */
import { writeBase64 } from "../read-base64.ts";
import { envelopes } from "./envelopes.ts";
import { type CopySource, isUnaryConnect, ownHeaders, plainUrl, requestBinary, requestJson } from "./source.ts";

export interface HttpRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: readonly [name: string, value: string][];
  /** Text or, of envelopes, base64. */
  readonly body: { readonly text: string } | { readonly base64: string } | undefined;
}

export function httpRequest(source: CopySource): HttpRequest {
  const { row } = source;
  const url = plainUrl(source);
  const own = ownHeaders(source);
  const timeout: [string, string][] =
    row.timeoutMs === undefined
      ? []
      : row.protocol === "connect"
        ? [["connect-timeout-ms", String(Math.round(row.timeoutMs))]]
        : [["grpc-timeout", `${Math.round(row.timeoutMs)}m`]];
  if (isUnaryConnect(source)) {
    const [json = "{}"] = requestJson(source);
    if (row.httpMethod.toUpperCase() === "GET") {
      const query = new URLSearchParams({ connect: "v1", encoding: "json", message: json });
      return { url: `${url}?${query}`, method: "GET", headers: [...own, ...timeout], body: undefined };
    }
    const headers: [string, string][] = [
      ["content-type", "application/json"],
      ["connect-protocol-version", "1"],
    ];
    return { url, method: "POST", headers: [...headers, ...timeout, ...own], body: { text: json } };
  }
  if (row.protocol === "connect") {
    const json = requestJson(source).map((text) => new TextEncoder().encode(text));
    const headers: [string, string][] = [
      ["content-type", "application/connect+json"],
      ["connect-protocol-version", "1"],
    ];
    return {
      url,
      method: "POST",
      headers: [...headers, ...timeout, ...own],
      body: { base64: writeBase64(envelopes(json)) },
    };
  }
  const headers: [string, string][] = [
    ["content-type", "application/grpc-web+proto"],
    ["x-grpc-web", "1"],
  ];
  return {
    url,
    method: "POST",
    headers: [...headers, ...timeout, ...own],
    body: { base64: writeBase64(envelopes(requestBinary(source))) },
  };
}
