/** Formats a call as TypeScript with Farcall, and as a test that replays the recorded responses. */
import type { DescMethod } from "@bufbuild/protobuf";
import { Code } from "farcall";
import { messageLiteral } from "./literal.ts";
import { baseUrl, type CopySource, ownHeaders, procedure } from "./source.ts";

/** @throws without descriptors of the service */
export function typescriptCall(source: CopySource): string {
  const method = methodOf(source);
  const create = source.row.protocol === "connect" ? "createConnectTransport" : "createGrpcWebTransport";
  return `import { createClient, ${create} } from "farcall";
${importOf(method)}

const client = createClient(${method.parent.name}, ${create}({ baseUrl: ${JSON.stringify(baseUrl(source))} }));
${callOf(source, method, "response")}`;
}

/** @throws without descriptors of the service */
export function testFixture(source: CopySource): string {
  const method = methodOf(source);
  const { error } = source.details;
  const code = Object.entries(Code).find(([, value]) => value === error?.code)?.[0] ?? "Unknown";
  const isStream = method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming";
  const responses = source.responses.map((message) => messageLiteral(method.output, message, 2));
  const body = [
    ...(isStream ? responses.map((literal) => `    yield ${literal};`) : []),
    ...(error
      ? [`    throw new ConnectError(Code.${code}, ${JSON.stringify(error.message)});`]
      : isStream
        ? []
        : [`    return ${responses[0] ?? "{}"};`]),
  ];
  const names = error ? "Code, ConnectError, createClient" : "createClient";
  return `import { ${names} } from "farcall";
import { createInMemoryTransport, service } from "farcall/server";
${importOf(method)}

/** ${procedure(source)} as recorded${error ? ", including its error" : ""}. */
const recorded = service(${method.parent.name}, {
  ${isStream ? "async *" : "async "}${method.localName}() {
${body.join("\n")}
  },
});
const client = createClient(${method.parent.name}, createInMemoryTransport({ services: [recorded] }));
${callOf(source, method, "response")}`;
}

function methodOf({ method }: CopySource): DescMethod {
  if (!method) {
    throw new Error("the page has no descriptor for this service.");
  }
  return method;
}

/** Returns the import path that protoc-gen-es uses, relative to the folder of generated code. */
function importOf({ parent }: DescMethod): string {
  return `import { ${parent.name} } from "./gen/${parent.file.name}_pb.ts";`;
}

function callOf(source: CopySource, method: DescMethod, name: string): string {
  const { requests, row } = source;
  const literals = requests.map((message) => messageLiteral(method.input, message, 1));
  const headers = ownHeaders(source);
  const options = [
    ...(headers.length > 0 ? [`headers: ${JSON.stringify(headers)}`] : []),
    ...(row.timeoutMs === undefined ? [] : [`timeoutMs: ${row.timeoutMs}`]),
    ...(row.httpMethod.toUpperCase() === "GET" ? ["useGet: true"] : []),
  ];
  const tail = options.length > 0 ? `, { ${options.join(", ")} }` : "";
  const sendsMany = method.methodKind === "client_streaming" || method.methodKind === "bidi_streaming";
  const input = sendsMany ? `[${literals.join(", ")}]` : (literals[0] ?? "{}");
  const call = `client.${method.localName}(${input}${tail})`;
  return method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming"
    ? `for await (const ${name} of ${call}) {\n  console.log(${name});\n}`
    : `const ${name} = await ${call};\nconsole.log(${name});`;
}
