/** A page that uses connect-web and not Farcall. */
import { create, type DescMethod, fromJson, type JsonValue, toJson } from "@bufbuild/protobuf";
import { ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import type { App } from "./app.ts";

type Invoke = (input: unknown, options: object) => Promise<unknown> | AsyncIterable<unknown>;

let controller = new AbortController();

const call: App["call"] = async (name, input, { protocol, codec, headers, timeoutMs } = {}) => {
  const options = { baseUrl: location.origin, useBinaryFormat: codec !== "json" };
  const transport = protocol === "grpc-web" ? createGrpcWebTransport(options) : createConnectTransport(options);
  const method: DescMethod = DemoService.method[name];
  const messages: JsonValue[] = [];
  try {
    const invoke = createClient(DemoService, transport)[name] as unknown as Invoke;
    const request = create(method.input, fromJson(method.input, input));
    const answer = invoke(request, { headers, timeoutMs, signal: controller.signal });
    if (Symbol.asyncIterator in answer) {
      for await (const message of answer) {
        messages.push(toJson(method.output, message as never));
      }
    } else {
      messages.push(toJson(method.output, (await answer) as never));
    }
    return { messages };
  } catch (reason) {
    const { code, rawMessage } = ConnectError.from(reason);
    return { messages, error: { code: String(code), message: rawMessage } };
  }
};

globalThis.app = {
  call,
  start: (name, input, how) => void call(name, input, how),
  cancel() {
    controller.abort();
    controller = new AbortController();
  },
};
