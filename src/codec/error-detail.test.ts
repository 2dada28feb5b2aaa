import { create } from "@bufbuild/protobuf";
import { DurationSchema, durationMs } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { FailureReasonSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { Code } from "../core/code.ts";
import { ConnectError, type ErrorDetail } from "../core/connect-error.ts";
import { errorDetail, findDetails } from "./error-detail.ts";

const failure = (...details: ErrorDetail[]) => new ConnectError(Code.Unavailable, "try later", { details });

describe("errorDetail", () => {
  it("encodes a message with its type name, without a URL prefix", () => {
    const detail = errorDetail(FailureReasonSchema, { reason: "r", index: 3 });
    expect(detail).toEqual({ type: "demo.v1.FailureReason", value: Uint8Array.of(0x0a, 1, 0x72, 0x10, 3) });
  });

  it("accepts a message or its fields", () => {
    const message = create(FailureReasonSchema, { reason: "r", index: 3 });
    expect(errorDetail(FailureReasonSchema, message)).toEqual(errorDetail(FailureReasonSchema, { ...message }));
  });
});

describe("findDetails", () => {
  it("returns every detail of the type, in order, and none of another", () => {
    const error = failure(
      errorDetail(FailureReasonSchema, { reason: "one" }),
      errorDetail(DurationSchema, { seconds: 2n }),
      errorDetail(FailureReasonSchema, { reason: "two" }),
    );
    expect(findDetails(error, FailureReasonSchema).map(({ reason }) => reason)).toEqual(["one", "two"]);
    expect(findDetails(error, DurationSchema).map(durationMs)).toEqual([2000]);
  });

  it("is empty if there is none", () => {
    expect(findDetails(failure(), FailureReasonSchema)).toEqual([]);
  });

  it("omits a detail that cannot be decoded, and keeps the others", () => {
    const broken = { type: "demo.v1.FailureReason", value: Uint8Array.of(0x0a, 99) };
    const error = failure(broken, errorDetail(FailureReasonSchema, { reason: "two" }));
    expect(findDetails(error, FailureReasonSchema).map(({ reason }) => reason)).toEqual(["two"]);
    expect(error.details).toHaveLength(2);
  });
});
