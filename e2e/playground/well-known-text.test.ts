/** Times, durations and field masks, as the form reads and writes them. */
import { fromJson, toJson } from "@bufbuild/protobuf";
import { DurationSchema, TimestampSchema } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asSeconds, durationNote } from "../../playground/model/duration-text.ts";
import { maskPaths, unknownPaths } from "../../playground/model/mask-paths.ts";
import { pickedTimestamp, pickerValue, timestampNote } from "../../playground/model/timestamp-text.ts";
import { shopMethod } from "./every-kind.ts";

describe("a time", () => {
  const time = fc
    .date({ min: new Date("0001-01-02T00:00:00Z"), max: new Date("9999-12-30T00:00:00Z"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 19));
  const fraction = fc.integer({ min: 1, max: 999_999_999 }).map((nanos) => `.${String(nanos).padStart(9, "0")}`);

  it("keeps its nanoseconds when date and time are picked, and its moment when nothing is", () => {
    fc.assert(
      fc.property(time, time, fraction, (before, picked, nanos) => {
        expect(pickedTimestamp(`${before}${nanos}Z`, picked)).toBe(`${picked}${nanos}Z`);
        expect(pickerValue(`${before}${nanos}Z`)).toBe(before.replace(/(T.....):00$/, "$1"));
      }),
    );
    expect(pickedTimestamp("", "2026-01-31T12:00")).toBe("2026-01-31T12:00:00Z");
  });

  it("of another zone is shown and written in UTC", () => {
    expect(pickerValue("2026-01-01T00:30:00.5+02:00")).toBe("2025-12-31T22:30");
    expect(pickedTimestamp("2026-01-01T00:30:00.5+02:00", "2025-12-31T22:31:00")).toBe("2025-12-31T22:31:00.5Z");
  });

  it("that is none is not shown, and a day that does not exist is told as protobuf sends it", () => {
    expect(["tomorrow", "", "{{at}}", "2026-13-01T00:00:00Z"].map(pickerValue)).toEqual(["", "", "", ""]);
    expect(timestampNote("2026-02-30T12:00:00.25Z")).toBe("There is no such day: this is 2026-03-02T12:00:00.25Z.");
    expect(toJson(TimestampSchema, fromJson(TimestampSchema, "2026-02-30T12:00:00.25Z"))).toBe(
      "2026-03-02T12:00:00.250Z",
    );
    expect(timestampNote("2026-02-28T12:00:00+02:00")).toBeUndefined();
  });
});

describe("a duration", () => {
  it.each([
    ["5m", "300s"],
    ["1h 30m", "5400s"],
    ["1h30min5.5s", "5405.5s"],
    ["250ms", "0.25s"],
    ["1ns", "0.000000001s"],
    ["90", "90s"],
    ["-2h", "-7200s"],
    ["1.5S", "1.5s"],
  ])("written as %s is told in seconds", (text, seconds) => {
    expect(asSeconds(text)).toBe(seconds);
    expect(fromJson(DurationSchema, seconds)).toBeDefined();
  });

  it.each(["", "soon", "1h and", "1w", "h", "99999999999999999s"])("is not made up of %j", (text) => {
    expect(asSeconds(text)).toBeUndefined();
  });

  it("is told in larger units from a minute on, and what protobuf would ignore is named", () => {
    expect(durationNote("59s")).toBeUndefined();
    expect(durationNote("90061.5s")).toBe("1 d 1 h 1 min 1.5 s");
    expect(durationNote("-3600s")).toBe("−1 h");
    expect(durationNote("1s and more")).toBe('Only "1s" counts.');
  });
});

describe("a field mask", () => {
  const order = shopMethod("Buy").descriptor.input;
  const label = order.fields.find(({ name }) => name === "label")?.message;

  it("has the paths of the messages beside it", () => {
    expect(maskPaths(order)).toContain("print.text");
    expect(maskPaths(order)).toContain("invoice.customer".replace("invoice.", ""));
    expect(maskPaths(label)).toContain("copies");
    expect(maskPaths(undefined)).toEqual([]);
  });

  it("names the paths that none of them has, where it is known which they are", () => {
    expect(unknownPaths("customer,stock.anything,children,label.title,*", order)).toEqual([]);
    expect(unknownPaths("colour,label.weight,customer.name, tags,", order)).toEqual([
      "colour",
      "label.weight",
      "customer.name",
      " tags",
      "",
    ]);
    expect(unknownPaths("anything", undefined)).toEqual([]);
  });
});
