import { create, isMessage } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { DemoService, SayRequestSchema, SayResponseSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { procedureName } from "../core/method.ts";
import { createMessage, descriptorOf, methodInfo } from "./proto-method.ts";

describe("methodInfo", () => {
  it("returns what the package needs to know about a generated method", () => {
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

  it("always returns the same object for the same method", () => {
    expect(methodInfo(DemoService.method.say)).toBe(methodInfo(DemoService.method.say));
    expect(methodInfo(DemoService.method.say)).not.toBe(methodInfo(DemoService.method.echo));
  });

  it.each([
    ["unary", "unary"],
    ["server_streaming", "serverStream"],
    ["client_streaming", "clientStream"],
    ["bidi_streaming", "bidiStream"],
  ] as const)("returns for a %s method the kind %s", (methodKind, kind) => {
    expect(methodInfo({ ...DemoService.method.say, methodKind }).kind).toBe(kind);
  });

  it.each([
    [0, "unknown"],
    [1, "no_side_effects"],
    [2, "idempotent"],
    [99, "unknown"],
  ])("maps the idempotency level %i to %s", (idempotency, level) => {
    expect(methodInfo({ ...DemoService.method.say, idempotency }).idempotencyLevel).toBe(level);
  });
});

describe("createMessage", () => {
  it("completes the fields that a caller passed", () => {
    const message = createMessage(SayRequestSchema, { sentence: "hi" });
    expect(isMessage(message, SayRequestSchema)).toBe(true);
    expect(message.sentence).toBe("hi");
    expect(createMessage(SayRequestSchema, undefined).sentence).toBe("");
  });

  it("returns a message unchanged", () => {
    const message = create(SayRequestSchema);
    expect(createMessage(SayRequestSchema, message)).toBe(message);
  });
});

describe("descriptorOf", () => {
  it("returns the generated schema", () => {
    expect(descriptorOf(SayRequestSchema)).toBe(SayRequestSchema);
  });
});
