import { create, isMessage } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { DemoService, SayRequestSchema, SayResponseSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { procedureName } from "../core/method.ts";
import { createMessage, descriptorOf, methodInfo } from "./proto-method.ts";

describe("methodInfo", () => {
  it("tells what the package has to know of a generated method", () => {
    expect(methodInfo(DemoService.method.say)).toMatchObject({
      name: "Say",
      serviceName: "demo.v1.DemoService",
      kind: "unary",
      idempotencyLevel: "no_side_effects",
      input: SayRequestSchema,
      output: SayResponseSchema,
    });
    expect(procedureName(methodInfo(DemoService.method.say))).toBe("demo.v1.DemoService/Say");
  });

  it("is always the same object for the same method", () => {
    expect(methodInfo(DemoService.method.say)).toBe(methodInfo(DemoService.method.say));
    expect(methodInfo(DemoService.method.say)).not.toBe(methodInfo(DemoService.method.echo));
  });

  it.each([
    ["unary", "unary"],
    ["server_streaming", "serverStream"],
    ["client_streaming", "clientStream"],
    ["bidi_streaming", "bidiStream"],
  ] as const)("of a %s method has the kind %s", (methodKind, kind) => {
    expect(methodInfo({ ...DemoService.method.say, methodKind }).kind).toBe(kind);
  });

  it.each([
    [0, "unknown"],
    [1, "no_side_effects"],
    [2, "idempotent"],
    [99, "unknown"],
  ])("reads the idempotency level %i as %s", (idempotency, level) => {
    expect(methodInfo({ ...DemoService.method.say, idempotency }).idempotencyLevel).toBe(level);
  });
});

describe("createMessage", () => {
  it("completes the fields that a caller gave", () => {
    const message = createMessage(SayRequestSchema, { sentence: "hi" });
    expect(isMessage(message, SayRequestSchema)).toBe(true);
    expect(message.sentence).toBe("hi");
    expect(createMessage(SayRequestSchema, undefined).sentence).toBe("");
  });

  it("returns a message as it is", () => {
    const message = create(SayRequestSchema);
    expect(createMessage(SayRequestSchema, message)).toBe(message);
  });
});

describe("descriptorOf", () => {
  it("is the generated schema", () => {
    expect(descriptorOf(SayRequestSchema)).toBe(SayRequestSchema);
  });
});
