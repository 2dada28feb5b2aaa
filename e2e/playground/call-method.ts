/** Calls a method that is known by its descriptor alone, as the playground does. */
import { type DescMethod, fromJson, type JsonValue, type Message, type Registry, toJson } from "@bufbuild/protobuf";
import { type CallOptions, createClient, type Transport } from "farcall";
import { exampleOf } from "../../playground/model/example-of.ts";

type Call = (request: unknown, options: CallOptions) => Promise<Message> | AsyncIterable<Message>;

/**
 * Sends examples of the request.
 *
 * @param count of messages, if the request is a stream
 * @returns the responses as JSON
 */
export async function callMethod(
  transport: Transport,
  method: DescMethod,
  registry: Registry,
  count: number,
  options: CallOptions = {},
): Promise<JsonValue[]> {
  const client = createClient(method.parent, transport) as unknown as Record<string, Call>;
  const { input, output, methodKind } = method;
  const example = (index: number) => fromJson(input, exampleOf(input, registry, index), { registry });
  const many = methodKind === "client_streaming" || methodKind === "bidi_streaming";
  const request = many ? Array.from({ length: count }, (_, index) => example(index)) : example(0);
  const response = client[method.localName]?.(request, options);
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
