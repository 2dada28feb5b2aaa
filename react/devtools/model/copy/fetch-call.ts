/** Formats a call as a fetch, for the console of any browser. */
import { httpRequest } from "./http-request.ts";
import { type CopySource, isUnaryConnect } from "./source.ts";

export function fetchCall(source: CopySource): string {
  const { url, method, headers, body } = httpRequest(source);
  const lines = [`  method: ${JSON.stringify(method)},`];
  if (headers.length > 0) {
    lines.push(
      "  headers: {",
      ...headers.map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`),
      "  },",
    );
  }
  if (body) {
    const value =
      "text" in body
        ? JSON.stringify(body.text)
        : `Uint8Array.from(atob(${JSON.stringify(body.base64)}), (byte) => byte.charCodeAt(0))`;
    lines.push(`  body: ${value},`);
  }
  const read = isUnaryConnect(source) && source.codec === "json" ? "json" : "arrayBuffer";
  return `const response = await fetch(${JSON.stringify(url)}, {\n${lines.join("\n")}\n});\nconsole.log(response.status, await response.${read}());`;
}
