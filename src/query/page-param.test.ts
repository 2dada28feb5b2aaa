import { type FieldOptions, type Value, ValueSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  type FailLaterRequest,
  FailLaterRequestSchema,
  TickRequestSchema,
} from "../../playground/gen/demo/v1/demo_pb.ts";
import { type FieldAt, type FieldPath, getField, withField } from "./page-param.ts";

describe("the field that names a page", () => {
  it("is found by its path, also inside of messages", () => {
    expect(getField(FailLaterRequestSchema, { after: 7 }, "after")).toBe(7);
    expect(getField(FailLaterRequestSchema, { failure: { code: 3 } }, "failure.code")).toBe(3);
    expectTypeOf<FieldPath<FailLaterRequest>>().toEqualTypeOf<
      "after" | "failure" | "failure.code" | "failure.message" | "failure.reasons"
    >();
    expectTypeOf<FieldAt<FailLaterRequest, "failure.code">>().toEqualTypeOf<number>();
  });

  it("can be no oneof, which is two things at once, nor anything inside of one", () => {
    expectTypeOf<FieldPath<Value>>().toEqualTypeOf<never>();
    expectTypeOf<FieldPath<FieldOptions>>().extract<"features.fieldPresence" | "uninterpretedOption">().not.toBeNever();
    expect(() => getField(ValueSchema, {}, "kind")).toThrow("google.protobuf.Value has no field kind");
  });

  it("has its default where the request says nothing", () => {
    expect(getField(FailLaterRequestSchema, {}, "after")).toBe(0);
    expect(getField(FailLaterRequestSchema, {}, "failure.message")).toBe("");
    expect(getField(TickRequestSchema, {}, "count")).toBe(0n);
  });

  it("is set without a change to the request that was given", () => {
    const given = { after: 7, failure: { code: 3, message: "kept" } };
    expect(withField(FailLaterRequestSchema, given, "failure.code", 5)).toMatchObject({
      after: 7,
      failure: { code: 5, message: "kept" },
    });
    expect(withField(FailLaterRequestSchema, {}, "failure.code", 5)).toMatchObject({ failure: { code: 5 } });
    expect(given).toEqual({ after: 7, failure: { code: 3, message: "kept" } });
  });

  it("is refused by name if there is none, with those that there are", () => {
    expect(() => getField(FailLaterRequestSchema, {}, "page")).toThrow(
      "pageParam: demo.v1.FailLaterRequest has no field page, only failure, after",
    );
    expect(() => withField(FailLaterRequestSchema, {}, "after.token", 1)).toThrow(
      'pageParam: nothing is inside of "after"',
    );
  });
});
