/** Formats a recorded call as a test that replays its responses. */
import { Code } from "farcall";
import { messageLiteral } from "./literal.ts";
import type { RecordedSource } from "./recorded-source.ts";
import { procedure } from "./source.ts";
import { callOf, descriptorOf, importOf, receivesMany } from "./typescript.ts";

/** @throws without descriptors of the service */
export function testFixture(source: RecordedSource): string {
  const method = descriptorOf(source);
  const { error } = source.details;
  const code = Object.entries(Code).find(([, value]) => value === error?.code)?.[0] ?? "Unknown";
  const isStream = receivesMany(method);
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
