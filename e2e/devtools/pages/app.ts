/** Lets tests make calls in a page, to any method of the demo service, as an application does. */
import { create, type DescMethod, fromJson, type JsonValue, type MessageShape, toJson } from "@bufbuild/protobuf";
import {
  type CallOptions,
  ConnectError,
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
  type Interceptor,
  protoJson,
} from "farcall";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";

export interface AppCall {
  /** Default: the page's own server. */
  baseUrl?: string;
  protocol?: "connect" | "grpc-web";
  codec?: "proto" | "json";
  headers?: Record<string, string>;
  timeoutMs?: number;
  /** Stops reading the stream after this many messages. */
  leaveAfter?: number;
}

export interface AppResult {
  messages: JsonValue[];
  error?: { code: string; message: string };
}

export interface App {
  /** Makes a call, and returns the result that the application got. */
  call(method: keyof typeof DemoService.method, input: JsonValue, how?: AppCall): Promise<AppResult>;
  /** Starts a call without waiting for it. */
  start(method: keyof typeof DemoService.method, input: JsonValue, how?: AppCall): void;
  /** Cancels all started calls. */
  cancel(): void;
}

declare global {
  var app: App;
}

type Invoke = (
  input: unknown,
  options: CallOptions,
) => Promise<MessageShape<DescMethod["output"]>> | AsyncIterable<MessageShape<DescMethod["output"]>>;

export function startApp(interceptors: Interceptor[]): void {
  let controller = new AbortController();

  const call = async (
    name: keyof typeof DemoService.method,
    input: JsonValue,
    { baseUrl = location.origin, protocol, codec, headers, timeoutMs, leaveAfter }: AppCall = {},
    signal?: AbortSignal,
  ): Promise<AppResult> => {
    const options = { baseUrl, interceptors, ...(codec === "json" && { codec: protoJson() }) };
    const transport = protocol === "grpc-web" ? createGrpcWebTransport(options) : createConnectTransport(options);
    const method: DescMethod = DemoService.method[name];
    const messages: JsonValue[] = [];
    try {
      const invoke = createClient(DemoService, transport)[name] as unknown as Invoke;
      const one = (json: JsonValue) => create(method.input, fromJson(method.input, json));
      const request = Array.isArray(input) ? input.map(one) : one(input);
      const answer = invoke(request, { headers, timeoutMs, signal });
      if (Symbol.asyncIterator in answer) {
        for await (const message of answer) {
          messages.push(toJson(method.output, message));
          if (messages.length === leaveAfter) {
            break;
          }
        }
      } else {
        messages.push(toJson(method.output, await answer));
      }
      return { messages };
    } catch (error) {
      const { code, rawMessage } = ConnectError.from(error);
      return { messages, error: { code, message: rawMessage } };
    }
  };

  globalThis.app = {
    call,
    start: (name, input, how) => void call(name, input, how, controller.signal),
    cancel() {
      controller.abort();
      controller = new AbortController();
    },
  };
}
