import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidHeaderError, Metadata } from "./metadata.ts";

describe("Metadata", () => {
  it("is a Headers that also keeps individual values, even with commas", () => {
    const metadata = new Metadata();
    metadata.append("Date", "Mon, 01 Jan");
    metadata.append("date", "Tue, 02 Jan");
    expect(metadata).toBeInstanceOf(Headers);
    expect(metadata.get("date")).toBe("Mon, 01 Jan, Tue, 02 Jan");
    expect(metadata.getAll("DATE")).toEqual(["Mon, 01 Jan", "Tue, 02 Jan"]);
  });

  it("has no values of a name that was never added", () => {
    expect(new Metadata().getAll("cost")).toEqual([]);
  });

  it("lists an item for each individual value, with names in lower case", () => {
    const metadata = new Metadata([
      ["B", "1"],
      ["a", "2"],
      ["b", "3"],
    ]);
    expect([...metadata.allItems()]).toEqual([
      ["b", "1"],
      ["b", "3"],
      ["a", "2"],
    ]);
  });

  it("set replaces every value, delete removes every value", () => {
    const metadata = new Metadata([
      ["a", "1"],
      ["a", "2"],
      ["b", "3"],
    ]);
    metadata.set("A", "4");
    metadata.delete("B");
    expect(metadata.getAll("a")).toEqual(["4"]);
    expect(metadata.getAll("b")).toEqual([]);
    expect([...metadata]).toEqual([["a", "4"]]);
  });

  it("returns lists that can be modified", () => {
    const metadata = new Metadata({ a: "1" });
    metadata.getAll("a").push("2");
    expect(metadata.getAll("a")).toEqual(["1"]);
  });

  it("is empty after clear", () => {
    const metadata = new Metadata({ a: "1", b: "2" });
    metadata.append("a", "3");
    metadata.clear();
    expect([[...metadata], [...metadata.allItems()], metadata.getAll("a")]).toEqual([[], [], []]);
  });

  it("trims white space around values, as Headers does", () => {
    const metadata = new Metadata({ a: " 1 " });
    metadata.append("a", "\t2");
    metadata.set("b", " 3");
    expect(metadata.get("a")).toBe("1, 2");
    expect(metadata.getAll("a")).toEqual(["1", "2"]);
    expect(metadata.getAll("b")).toEqual(["3"]);
  });

  it.each([
    ["Headers", new Headers({ A: "1, 2", b: "3" })],
    ["a record", { A: "1, 2", b: "3" }],
    [
      "an array",
      [
        ["A", "1, 2"],
        ["b", "3"],
      ] as [string, string][],
    ],
    ["Metadata", new Metadata({ A: "1, 2", b: "3" })],
  ])("copies %s", (_, init) => {
    const copy = new Metadata(init);
    expect([...copy.allItems()]).toEqual([
      ["a", "1, 2"],
      ["b", "3"],
    ]);
  });

  it("a copy of Metadata keeps individual values, and is independent", () => {
    const original = new Metadata([
      ["a", "1, 1"],
      ["a", "2"],
    ]);
    const copy = new Metadata(original);
    original.append("a", "3");
    expect(copy.getAll("a")).toEqual(["1, 1", "2"]);
  });

  it("appends to existing values", () => {
    const metadata = new Metadata({ a: "1" });
    metadata.appendAll({ a: "2" });
    expect(metadata.getAll("a")).toEqual(["1", "2"]);
  });

  it.each([
    ["a space in the name", "not a name", "1"],
    ["an empty name", "", "1"],
    ["a line break in the value", "a", "1\r\nb: 2"],
    ["a value beyond Latin-1", "a", "🎩"],
  ])("rejects %s with an error that shows it, and changes nothing", (_, name, value) => {
    const metadata = new Metadata({ a: "1" });
    const refusal = { name: "InvalidHeaderError", message: expect.stringContaining(JSON.stringify(name)) };
    expect(() => metadata.append(name, value)).toThrow(expect.objectContaining(refusal));
    expect(() => metadata.set(name, value)).toThrow(InvalidHeaderError);
    expect(() => new Metadata({ [name]: value })).toThrow(TypeError);
    expect([...metadata.allItems()]).toEqual([["a", "1"]]);
  });

  it("keeps a peer's text that HTTP cannot carry, even in a copy, and sends question marks for it", () => {
    const metadata = new Metadata({ note: "a" });
    metadata.appendRaw("Note", "用户 é");
    const copy = new Metadata(metadata);
    for (const each of [metadata, copy]) {
      expect(each.getAll("note")).toEqual(["a", "用户 é"]);
      expect(each.get("note")).toBe("a, 用户 é");
      expect([...each.allItems()]).toEqual([
        ["note", "a"],
        ["note", "用户 é"],
      ]);
      expect([...each]).toEqual([["note", "a, ?? é"]]);
      expect(new Headers(each).get("note")).toBe("a, ?? é");
    }
    expect(() => new Metadata([...metadata.allItems()])).toThrow(InvalidHeaderError);
    copy.delete("note");
    expect([copy.get("note"), copy.has("note")]).toEqual([null, false]);
  });

  it.each([
    ["not a name", "1"],
    ["a", "用\r\nb: 2"],
    ["a", "用\0"],
  ])("rejects anything but text from a peer: %j, %j", (name, value) => {
    expect(() => new Metadata().appendRaw(name, value)).toThrow(InvalidHeaderError);
  });

  it("refuses to delete an invalid name", () => {
    expect(() => new Metadata().delete("not a name")).toThrow(TypeError);
  });

  it("has the same content as a Headers after the same calls", () => {
    const name = fc.constantFrom("a", "A", "b", "x-c", "__proto__", "constructor");
    const value = fc.stringMatching(/^([!-~]([ -~]{0,6}[!-~])?)?$/);
    const change = fc.oneof(
      fc.tuple(fc.constantFrom("append" as const, "set" as const), name, value),
      fc.tuple(fc.constant("delete" as const), name, fc.constant("")),
    );
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const [metadata, headers] = [new Metadata(), new Headers()];
        for (const [method, key, text] of changes) {
          metadata[method](key, text);
          headers[method](key, text);
        }
        expect([...metadata]).toEqual([...headers]);
        for (const [key, joined] of headers) {
          expect(metadata.getAll(key).join(", ")).toBe(joined);
        }
        expect(new Set([...metadata.allItems()].map(([key]) => key))).toEqual(new Set(headers.keys()));
      }),
    );
  });
});
