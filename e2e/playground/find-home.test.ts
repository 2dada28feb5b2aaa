import { expect, test } from "vitest";
import { findHome } from "../../playground/model/find-home.ts";
import { defaultSettings } from "../../playground/model/settings.ts";
import { createTarget, type SchemaSource } from "../../playground/model/target.ts";
import { listOf, openTarget, selectedTarget } from "../../playground/model/target-list.ts";

const schema = (id: string): SchemaSource => ({ kind: "server", id });
const target = (baseUrl: string, source?: SchemaSource) =>
  createTarget({ settings: { ...defaultSettings, baseUrl }, ...(source && { schema: source }) });

test("a call belongs to the target of its server that has its method, and else others can lend their services", async () => {
  const other = target("http://other", schema("hats"));
  const bare = target("http://hats");
  const home = target("http://hats ", schema("hats"));
  const asked: string[] = [];
  const hasMethod = async (source: SchemaSource) => {
    asked.push(source.kind);
    return source.kind === "server";
  };
  const find = (targets: readonly (typeof home)[]) => findHome({ targets, baseUrl: "http://hats", hasMethod });
  expect(await find([other, bare, home])).toEqual({ target: home, lenders: [] });
  expect(await find([other, bare, target("http://third", schema("hats"))])).toEqual({
    target: undefined,
    lenders: [other],
  });
  expect(asked).toHaveLength(4); // each schema is read once
});

test("a target with other services of the same server stays as it is", () => {
  const mine = target("http://hats", schema("mine"));
  const opened = openTarget(listOf(mine), { baseUrl: "http://hats" }, schema("theirs"));
  expect(opened.targets[0]).toBe(mine);
  expect(selectedTarget(opened)).toMatchObject({ schema: schema("theirs"), settings: { baseUrl: "http://hats" } });
});
