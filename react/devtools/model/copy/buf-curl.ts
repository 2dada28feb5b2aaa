/** Formats a call as a `buf curl` command, for both protocols. Without descriptors, it uses the server's reflection. */
import { schemaFile } from "./schema-file.ts";
import { shellCommand, shellQuote } from "./shell.ts";
import { type CopySource, ownHeaders, plainUrl, requestJson } from "./source.ts";

export function bufCurlCommand(source: CopySource): string {
  const file = schemaFile(source);
  const command = shellCommand([
    "buf curl",
    ...(file ? [`--schema ${file.path}`] : []),
    `--protocol ${source.protocol === "connect" ? "connect" : "grpcweb"}`,
    ...ownHeaders(source).map(([name, value]) => `-H ${shellQuote(`${name}: ${value}`)}`),
    `--data ${shellQuote(requestJson(source).join("\n"))}`,
    shellQuote(plainUrl(source)),
  ]);
  return file ? `${file.command}\n${command}` : command;
}
