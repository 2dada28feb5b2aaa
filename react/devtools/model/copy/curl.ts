/** Formats a call as a curl command, which prints JSON or, for streams and gRPC-Web, frames. */
import { type HttpRequest, httpRequest } from "./http-request.ts";
import { shellCommand, shellQuote } from "./shell.ts";
import type { CopySource } from "./source.ts";

export function curlCommand(source: CopySource): string {
  return formatCurl(httpRequest(source));
}

export function formatCurl({ url, headers, body }: HttpRequest): string {
  const parts = [
    "curl",
    shellQuote(url),
    ...headers.map(([name, value]) => `-H ${shellQuote(headerText(name, value))}`),
  ];
  if (!body) {
    return shellCommand(parts);
  }
  if ("text" in body) {
    return shellCommand([...parts, `--data-raw ${shellQuote(body.text)}`]);
  }
  return `printf %s ${shellQuote(body.base64)} | base64 -d |\n${shellCommand([...parts, "--data-binary @-", "--output -"])}`;
}

/** A semicolon sends a header without a value, which a colon would remove. */
function headerText(name: string, value: string): string {
  return value === "" ? `${name};` : `${name}: ${value}`;
}
