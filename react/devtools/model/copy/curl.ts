/** Formats a call as a curl command, which prints JSON or, for streams and gRPC-Web, frames. */
import { httpRequest } from "./http-request.ts";
import { shellCommand, shellQuote } from "./shell.ts";
import type { CopySource } from "./source.ts";

export function curlCommand(source: CopySource): string {
  const { url, headers, body } = httpRequest(source);
  const parts = ["curl", shellQuote(url), ...headers.map(([name, value]) => `-H ${shellQuote(`${name}: ${value}`)}`)];
  if (!body) {
    return shellCommand(parts);
  }
  if ("text" in body) {
    return shellCommand([...parts, `--data-raw ${shellQuote(body.text)}`]);
  }
  return `printf %s ${shellQuote(body.base64)} | base64 -d |\n${shellCommand([...parts, "--data-binary @-", "--output -"])}`;
}
