import { create } from "@bufbuild/protobuf";
import { type FieldOptions, type Value, ValueSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, expectTypeOf, it } from "vitest";
import { SampleSchema, sample } from "../../e2e/message-sample.ts";
import {
  type FailLaterRequest,
  FailLaterRequestSchema,
  TickRequestSchema,
} from "../../playground/gen/demo/v1/demo_pb.ts";
import { type FieldAt, type FieldPath, getField, withField } from "./page-param.ts";

describe("the field that selects a page", () => {
  it("is found by its path, even in nested messages", () => {
    expect(getField(FailLaterRequestSchema, { after: 7 }, "after")).toBe(7);
    expect(getField(FailLaterRequestSchema, { failure: { code: 3 } }, "failure.code")).toBe(3);
    expectTypeOf<FieldPath<FailLaterRequest>>().toEqualTypeOf<
      "after" | "failure" | "failure.code" | "failure.message" | "failure.reasons"
    >();
    expectTypeOf<FieldAt<FailLaterRequest, "failure.code">>().toEqualTypeOf<number>();
  });

  it("can be a oneof, but not a field inside one", () => {
    expectTypeOf<FieldPath<Value>>().toEqualTypeOf<"kind">();
    expectTypeOf<FieldAt<Value, "kind">>().toEqualTypeOf<Value["kind"]>();
    expectTypeOf<FieldPath<FieldOptions>>().extract<"features.fieldPresence" | "uninterpretedOption">().not.toBeNever();
    expect(getField(ValueSchema, {}, "kind")).toEqual({ case: undefined });
    const after = { case: "stringValue", value: "b" } as const;
    expect(getField(ValueSchema, { kind: after }, "kind")).toBe(after);
    const before = { kind: { case: "numberValue", value: 1 } } as const;
    expect(create(ValueSchema, withField(ValueSchema, before, "kind", after))).toEqual(
      create(ValueSchema, { kind: after }),
    );
    expect(
      create(SampleSchema, withField(SampleSchema, { child: {} }, "child.result", { case: "text", value: "c" })),
    ).toEqual(sample({ child: { result: { case: "text", value: "c" } } }));
    for (const read of [getField, withField]) {
      expect(() => read(ValueSchema, {}, "stringValue", "b")).toThrow("stringValue is part of a oneof: use kind");
      expect(() => read(ValueSchema, {}, "kind.value", "b")).toThrow('"kind" has no fields');
    }
  });

  it("cannot be inside anything but a single message", () => {
    for (const path of ["children.name", "byName.name", "total.value", "meta.fields", "tags.length"]) {
      expect(() => getField(SampleSchema, {}, path)).toThrow("has no fields");
    }
  });

  it("has its default if the request does not set it", () => {
    expect(getField(FailLaterRequestSchema, {}, "after")).toBe(0);
    expect(getField(FailLaterRequestSchema, {}, "failure.message")).toBe("");
    expect(getField(TickRequestSchema, {}, "count")).toBe(0n);
  });

  it("is set without modifying the given request", () => {
    const given = { after: 7, failure: { code: 3, message: "kept" } };
    expect(withField(FailLaterRequestSchema, given, "failure.code", 5)).toMatchObject({
      after: 7,
      failure: { code: 5, message: "kept" },
    });
    expect(withField(FailLaterRequestSchema, {}, "failure.code", 5)).toMatchObject({ failure: { code: 5 } });
    expect(given).toEqual({ after: 7, failure: { code: 3, message: "kept" } });
  });

  it("is rejected by name if it does not exist, with the available fields", () => {
    expect(() => getField(FailLaterRequestSchema, {}, "page")).toThrow(
      "pageParam: demo.v1.FailLaterRequest has no field page, only failure, after",
    );
    expect(() => withField(FailLaterRequestSchema, {}, "after.token", 1)).toThrow('pageParam: "after" has no fields');
  });
});
