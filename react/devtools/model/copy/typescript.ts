/** Formats a call as TypeScript with Farcall. */
import type { DescMethod } from "@bufbuild/protobuf";
import { messageLiteral } from "./literal.ts";
import { baseUrl, type CopySource, ownHeaders } from "./source.ts";

/** @throws without descriptors of the service */
export function typescriptCall(source: CopySource): string {
  const method = descriptorOf(source);
  const transport = transportOf(source);
  return `import { createClient, ${transport.imports.join(", ")} } from "farcall";
${importOf(method)}

const client = createClient(${method.parent.name}, ${transport.code});
${callOf(source, method, "response")}`;
}

/** @throws without a descriptor */
export function descriptorOf({ descriptor }: CopySource): DescMethod {
  if (!descriptor) {
    throw new Error("the page has no descriptor for this service.");
  }
  return descriptor;
}

/** Returns the import path that protoc-gen-es uses, relative to the folder of generated code. */
export function importOf({ parent }: DescMethod): string {
  return `import { ${parent.name} } from "./gen/${parent.file.name}_pb.ts";`;
}

/** Returns the transport that sends the call, and what it imports. */
export function transportOf(source: CopySource): { imports: readonly string[]; code: string } {
  const create = source.protocol === "connect" ? "createConnectTransport" : "createGrpcWebTransport";
  const isJson = source.codec === "json";
  const options = [`baseUrl: ${JSON.stringify(baseUrl(source))}`, ...(isJson ? ["codec: protoJson()"] : [])];
  return { imports: [create, ...(isJson ? ["protoJson"] : [])], code: `${create}({ ${options.join(", ")} })` };
}

export function sendsMany({ methodKind }: DescMethod): boolean {
  return methodKind === "client_streaming" || methodKind === "bidi_streaming";
}

export function receivesMany({ methodKind }: DescMethod): boolean {
  return methodKind === "server_streaming" || methodKind === "bidi_streaming";
}

/** Returns the request as a literal: the fields of one message, or a list. */
export function inputOf({ requests }: CopySource, method: DescMethod): string {
  const literals = requests.map((message) => messageLiteral(method.input, message, 1));
  return sendsMany(method) ? `[${literals.join(", ")}]` : (literals[0] ?? "{}");
}

/** Returns the options of the call, "" if it needs none. */
export function callOptions(source: CopySource): string {
  const headers = ownHeaders(source);
  const options = [
    ...(headers.length > 0 ? [`headers: ${JSON.stringify(headers)}`] : []),
    ...(source.timeoutMs === undefined ? [] : [`timeoutMs: ${source.timeoutMs}`]),
    ...(source.isGet ? ["useGet: true"] : []),
  ];
  return options.length > 0 ? `{ ${options.join(", ")} }` : "";
}

/** Returns statements that make the call with `client` and log what comes. */
export function callOf(source: CopySource, method: DescMethod, name: string): string {
  const options = callOptions(source);
  const call = `client.${method.localName}(${inputOf(source, method)}${options && `, ${options}`})`;
  return receivesMany(method)
    ? `for await (const ${name} of ${call}) {\n  console.log(${name});\n}`
    : `const ${name} = await ${call};\nconsole.log(${name});`;
}
