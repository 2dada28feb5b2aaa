/** Clients that use gRPC-Web's text format by default, in Chromium, against our server. */
import { create, type DescMessage, fromBinary, type MessageShape, toBinary } from "@bufbuild/protobuf";
import { GrpcWebFetchTransport } from "@protobuf-ts/grpcweb-transport";
import { MessageType, ScalarType } from "@protobuf-ts/runtime";
import { type MethodInfo, RpcError as ProtobufTsError, ServiceType, stackIntercept } from "@protobuf-ts/runtime-rpc";
import { GrpcWebClientBase, MethodDescriptor, MethodType, type RpcError } from "grpc-web";
import { describe, expect, inject, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";

const { demo } = inject("addresses");
const { say, introduce, fail, tick, failLater } = DemoService.method;

/** Creates what protoc-gen-grpc-web generates for a method. */
function descriptor<I extends DescMessage, O extends DescMessage>(method: {
  name: string;
  methodKind: "unary" | "server_streaming";
  input: I;
  output: O;
}): MethodDescriptor<MessageShape<I>, MessageShape<O>> {
  return new MethodDescriptor(
    `/${DemoService.typeName}/${method.name}`,
    method.methodKind === "unary" ? MethodType.UNARY : MethodType.SERVER_STREAMING,
    Object as never,
    Object as never,
    (message: MessageShape<I>) => toBinary(method.input, message),
    (bytes: Uint8Array) => fromBinary(method.output, bytes),
  );
}

describe("the client grpc-web", () => {
  const client = new GrpcWebClientBase({ format: "text" });
  const url = (name: string) => `${demo}/${DemoService.typeName}/${name}`;

  it("makes a unary call", async () => {
    const request = create(say.input, { sentence: "héllo 👋" });
    const { sentence } = await client.unaryCall(url("Say"), request, {}, descriptor(say));
    expect(sentence).toMatch(/: héllo 👋$/);
  });

  it("learns why a call failed", async () => {
    const request = create(fail.input, { code: 5, message: "no yarn, 50 %", reasons: ["moths"] });
    const error: RpcError = await client.unaryCall(url("Fail"), request, {}, descriptor(fail)).then(
      () => expect.fail("it succeeded"),
      (reason) => reason,
    );
    expect(error).toMatchObject({ code: 5, message: "no yarn, 50 %" });
    expect(Object.keys(error.metadata)).toContain("grpc-status-details-bin");
  });

  it("reads a stream, message by message, while it is open", async () => {
    const request = create(tick.input, { perSecond: 50 });
    const stream = client.serverStreaming(url("Tick"), request, {}, descriptor(tick));
    const seen: bigint[] = [];
    await new Promise<void>((resolve, reject) => {
      stream.on("data", ({ index }) => {
        seen.push(index);
        if (seen.length === 5) {
          stream.cancel(); // it never ends
          resolve();
        }
      });
      stream.on("error", reject);
    });
    expect(seen.slice(0, 5)).toEqual([0n, 1n, 2n, 3n, 4n]);
  });

  it("reads a stream to its end, and one that fails to its error", async () => {
    const read = <T>(name: string, request: unknown, described: MethodDescriptor<never, T>) =>
      new Promise<{ messages: T[]; code: number }>((resolve) => {
        const messages: T[] = [];
        client
          .serverStreaming(url(name), request as never, {}, described)
          .on("data", (message) => void messages.push(message))
          .on("status", ({ code }) => resolve({ messages, code }))
          .on("error", ({ code }) => resolve({ messages, code }));
      });
    const whole = await read("Introduce", create(introduce.input, { name: "Ada" }), descriptor(introduce) as never);
    expect(whole.code).toBe(0);
    expect(whole.messages.length).toBeGreaterThan(1);
    const failing = create(failLater.input, { after: 3, failure: { code: 10, message: "enough" } });
    const broken = await read("FailLater", failing, descriptor(failLater) as never);
    expect(broken.code).toBe(10);
    expect(broken.messages).toHaveLength(3);
  });
});

interface Sentence {
  sentence: string;
}

/** Creates what protobuf-ts's protoc-gen-ts generates for a message with a few fields. */
const message = <T extends object>(name: string, ...fields: [no: number, name: string, type: ScalarType][]) =>
  new MessageType<T>(
    `demo.v1.${name}`,
    fields.map(([no, field, T]) => ({ no, name: field, kind: "scalar", T })),
  );

const demoOfProtobufTs = new ServiceType("demo.v1.DemoService", [
  {
    name: "Say",
    I: message<Sentence>("SayRequest", [1, "sentence", ScalarType.STRING]),
    O: message<Sentence>("SayResponse", [1, "sentence", ScalarType.STRING]),
    options: {},
  },
  {
    name: "Introduce",
    serverStreaming: true,
    I: message<{ name: string }>("IntroduceRequest", [1, "name", ScalarType.STRING]),
    O: message<Sentence>("IntroduceResponse", [1, "sentence", ScalarType.STRING]),
    options: {},
  },
  {
    name: "Fail",
    I: message("FailRequest", [1, "code", ScalarType.UINT32], [2, "message", ScalarType.STRING]),
    O: message("FailResponse"),
    options: {},
  },
]);

describe("the transport of protobuf-ts", () => {
  const transport = new GrpcWebFetchTransport({ baseUrl: demo, format: "text" });
  const [sayMethod, introduceMethod, failMethod] = demoOfProtobufTs.methods;
  const unary = <I extends object, O extends object>(method: MethodInfo | undefined, request: I) =>
    stackIntercept<I, O>("unary", transport, method as MethodInfo<I, O>, transport.mergeOptions(), request).response;

  it("makes a unary call", async () => {
    expect((await unary<Sentence, Sentence>(sayMethod, { sentence: "héllo 👋" })).sentence).toMatch(/: héllo 👋$/);
  });

  it("reads a stream to its end", async () => {
    const options = transport.mergeOptions();
    const method = introduceMethod as MethodInfo<{ name: string }, Sentence>;
    const call = stackIntercept("serverStreaming", transport, method, options, { name: "Ada" });
    const sentences: string[] = [];
    for await (const { sentence } of call.responses) {
      sentences.push(sentence);
    }
    expect((await call.status).code).toBe("OK");
    expect(sentences.length).toBeGreaterThan(1);
    expect(sentences[0]).toContain("Ada");
  });

  it("learns why a call failed", async () => {
    const call = unary(failMethod, { code: 5, message: "no wool" });
    await expect(call).rejects.toBeInstanceOf(ProtobufTsError);
    await expect(call).rejects.toMatchObject({ code: "NOT_FOUND", message: "no wool" });
  });
});
