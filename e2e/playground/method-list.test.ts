/** The methods that a search finds, and the rows of the list. */
import { describe, expect, test } from "vitest";
import { demoSchema } from "../../playground/model/demo-schema.ts";
import { findMethods } from "../../playground/model/find-methods.ts";
import { methodRows } from "../../playground/model/method-rows.ts";

const { services } = demoSchema;
const found = (query: string) =>
  findMethods(services, query).flatMap(({ methods }) => methods.map(({ descriptor }) => descriptor.name));

describe("a search", () => {
  test.each([
    ["the name of a method, in any case", "addn", ["AddNote"]],
    ["the name of a service", "notesservice", ["ListNotes", "AddNote"]],
    ["a procedure", "demo.v1.NotesService/ListNotes", ["ListNotes"]],
    ["words of the description, in any order", "stream resumed", ["Follow"]],
    ["the kind", "bidi", ["Converse"]],
    ["nothing", "carrier pigeon", []],
  ])("finds by %s", (_, query, names) => {
    expect(found(query)).toEqual(names);
  });

  test("without words finds everything", () => {
    expect(findMethods(services, "  ")).toBe(services);
  });
});

describe("the rows", () => {
  const all = { isOpen: () => true, most: 100 };

  test("are the services, and the methods of those that are open", () => {
    const rows = methodRows(services, { ...all, isOpen: ({ typeName }) => typeName === "demo.v1.NotesService" });
    expect(rows.map(({ id }) => id)).toEqual([
      "demo.v1.DemoService",
      "demo.v1.NotesService",
      "demo.v1.NotesService/ListNotes",
      "demo.v1.NotesService/AddNote",
    ]);
  });

  test("end with the number of those that are not shown", () => {
    const rows = methodRows(services, { ...all, most: 5 });
    expect(rows).toHaveLength(6);
    expect(rows.at(-1)).toEqual({ kind: "more", id: "more", hidden: 10 });
    expect(methodRows(services, { ...all, most: 15 }).at(-1)).toMatchObject({ kind: "method" });
  });

  test("contain the selected method, however far down it is", () => {
    const shownId = "demo.v1.NotesService/AddNote";
    expect(methodRows(services, { ...all, most: 5, shownId }).some(({ id }) => id === shownId)).toBe(true);
    expect(methodRows(services, { ...all, most: 5, shownId: "demo.v1.DemoService/Say" })).toHaveLength(6);
  });
});
