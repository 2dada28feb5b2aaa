/** Converts a call to a plain HTTP request. */
import { writeBase64 } from "../read-base64.ts";
import { envelopes } from "./envelopes.ts";
import { type CopySource, isUnaryConnect, ownHeaders, plainUrl, requestBytes, requestJson } from "./source.ts";

export interface HttpRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: readonly [name: string, value: string][];
  /** Text or, of envelopes and binary messages, base64. */
  readonly body: { readonly text: string } | { readonly base64: string } | undefined;
}

export function httpRequest(source: CopySource): HttpRequest {
  const { timeoutMs, protocol, codec } = source;
  const url = plainUrl(source);
  const own = ownHeaders(source);
  const timeout: [string, string][] =
    timeoutMs === undefined
      ? []
      : protocol === "connect"
        ? [["connect-timeout-ms", String(Math.round(timeoutMs))]]
        : [["grpc-timeout", `${Math.round(timeoutMs)}m`]];
  if (isUnaryConnect(source)) {
    if (source.isGet) {
      return { url: `${url}?${queryOf(source)}`, method: "GET", headers: [...own, ...timeout], body: undefined };
    }
    const headers: [string, string][] = [
      ["content-type", `application/${codec}`],
      ["connect-protocol-version", "1"],
    ];
    return { url, method: "POST", headers: [...headers, ...timeout, ...own], body: unaryBody(source) };
  }
  const headers: [string, string][] =
    protocol === "connect"
      ? [
          ["content-type", `application/connect+${codec}`],
          ["connect-protocol-version", "1"],
        ]
      : [
          ["content-type", `application/grpc-web+${codec}`],
          ["x-grpc-web", "1"],
        ];
  return {
    url,
    method: "POST",
    headers: [...headers, ...timeout, ...own],
    body: { base64: writeBase64(envelopes(requestBytes(source))) },
  };
}

function unaryBody(source: CopySource): HttpRequest["body"] {
  if (source.codec === "json") {
    const [json = "{}"] = requestJson(source);
    return { text: json };
  }
  const [bytes = new Uint8Array(0)] = requestBytes(source);
  return { base64: writeBase64(bytes) };
}

/** @see https://connectrpc.com/docs/protocol#unary-get-request */
function queryOf(source: CopySource): URLSearchParams {
  const { codec } = source;
  if (codec === "json") {
    const [json = "{}"] = requestJson(source);
    return new URLSearchParams({ connect: "v1", encoding: codec, message: json });
  }
  const [bytes = new Uint8Array(0)] = requestBytes(source);
  const message = writeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return new URLSearchParams({ connect: "v1", encoding: codec, base64: "1", message });
}
