/** Formats a call as a grpcurl command. That supports only gRPC, so the server has to offer gRPC on the same port. */
import { schemaFile } from "./schema-file.ts";
import { shellCommand, shellQuote } from "./shell.ts";
import { type CopySource, ownHeaders, plainUrl, procedure, requestJson } from "./source.ts";

export function grpcurlCommand(source: CopySource): string {
  const { timeoutMs } = source;
  const file = schemaFile(source);
  const { protocol, host, port } = new URL(plainUrl(source));
  const isPlain = protocol === "http:";
  const address = port ? host : `${host}:${isPlain ? 80 : 443}`;
  const command = shellCommand([
    "grpcurl",
    ...(isPlain ? ["-plaintext"] : []),
    ...(file ? [`-protoset ${file.path}`] : []),
    ...ownHeaders(source).map(([name, value]) => `-H ${shellQuote(`${name}: ${value}`)}`),
    ...(timeoutMs === undefined ? [] : [`-max-time ${timeoutMs / 1000}`]),
    `-d ${shellQuote(requestJson(source).join("\n"))}`,
    shellQuote(address),
    shellQuote(procedure(source)),
  ]);
  return file ? `${file.command}\n${command}` : command;
}
