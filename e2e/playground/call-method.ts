/** Calls a method that is known by its descriptor alone, as the playground does. */
import { type DescMethod, fromJson, type JsonValue, type Message, type Registry, toJson } from "@bufbuild/protobuf";
import { type CallOptions, createClient, type Transport } from "farcall";

type Call = (request: unknown, options: CallOptions) => Promise<Message> | AsyncIterable<Message>;

/** Returns the responses. */
export async function callMethod(
  transport: Transport,
  method: DescMethod,
  registry: Registry,
  requests: readonly JsonValue[],
  options: CallOptions = {},
): Promise<JsonValue[]> {
  const client = createClient(method.parent, transport) as unknown as Record<string, Call>;
  const { input, output, methodKind } = method;
  const sent = requests.map((request) => fromJson(input, request, { registry }));
  const many = methodKind === "client_streaming" || methodKind === "bidi_streaming";
  const response = client[method.localName]?.(many ? sent : sent[0], options);
  const messages: Message[] = [];
  if (response && Symbol.asyncIterator in response) {
    for await (const message of response) {
      messages.push(message);
    }
  } else if (response) {
    messages.push(await response);
  }
  return messages.map((message) => toJson(output, message, { registry, alwaysEmitImplicit: true }));
}
