/** Saved targets: what is stored is read back, whatever it is, and changes never leave the page without a target. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultSettings, formatOptions } from "../../playground/model/settings.ts";
import { createTarget, parseTarget, targetName } from "../../playground/model/target.ts";
import {
  addTarget,
  changeSelected,
  changeTarget,
  duplicateSelected,
  listOf,
  listOfSettings,
  parseTargetList,
  removeSelected,
  selectedTarget,
  type TargetList,
} from "../../playground/model/target-list.ts";

const stored = (list: TargetList) => JSON.parse(JSON.stringify(list));
const staging = createTarget({ name: "Staging", settings: { ...defaultSettings, baseUrl: "https://staging.example" } });
const production = createTarget({
  name: "Production",
  settings: { ...defaultSettings, compression: "zstd", credentials: "include", useGet: true },
  schema: { kind: "file", id: "1", name: "hats.binpb" },
  methodId: "acme.hats.v1.HatService/FindHat",
});
const both = addTarget(listOf(staging), production);

describe("what is stored", () => {
  test("is read back as it was", () => {
    expect(parseTargetList(stored(both))).toEqual(both);
  });

  test("is repaired where it is damaged", () => {
    const { settings, ...rest } = stored(both).targets[1];
    const damaged = { ...rest, settings: { ...settings, protocol: "pigeon", timeout: 3 }, schema: { kind: "file" } };
    const target = parseTarget(damaged);
    expect(target?.settings).toEqual({ ...production.settings, protocol: "connect", timeout: "" });
    expect(target?.schema).toEqual({ kind: "built-in" });
  });

  test("can be anything: the result has a selected target, and reading it again changes nothing", () => {
    const oddTarget = fc.record(
      {
        id: fc.oneof(fc.string(), fc.jsonValue()),
        name: fc.jsonValue(),
        settings: fc.oneof(
          fc.jsonValue(),
          fc.dictionary(fc.constantFrom("codec", "timeout", "useGet"), fc.jsonValue()),
        ),
        schema: fc.oneof(fc.jsonValue(), fc.record({ kind: fc.constantFrom("file", "server", "x"), id: fc.string() })),
        methodId: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.record({ targets: fc.array(fc.oneof(oddTarget, fc.jsonValue())), selectedId: fc.jsonValue() }),
    );
    fc.assert(
      fc.property(odd, (value) => {
        const list = parseTargetList(value);
        if (list) {
          expect(list.targets).toContain(selectedTarget(list));
          expect(new Set(list.targets.map(({ id }) => id)).size).toBe(list.targets.length);
          expect(parseTargetList(stored(list))).toEqual(list);
        }
      }),
    );
  });

  test("by a version with a single target is carried over", () => {
    const old = {
      baseUrl: "https://old.example",
      protocol: "grpc-web",
      codec: "json",
      compression: "gzip",
      timeout: "5",
    };
    const { settings, methodId } = selectedTarget(listOfSettings(old, "demo.v1.DemoService/Wait"));
    expect(settings).toEqual({ ...defaultSettings, ...old });
    expect(methodId).toBe("demo.v1.DemoService/Wait");
    expect(selectedTarget(listOfSettings(null, null)).settings).toEqual(defaultSettings);
  });
});

describe("a list of targets", () => {
  test("changes only the selected target", () => {
    const changed = changeSelected(both, { name: "Live" });
    expect(changed.targets.map(({ name }) => name)).toEqual(["Staging", "Live"]);
    expect(changeTarget(both, "gone", { name: "nobody" })).toEqual(both);
  });

  test("gets a copy behind the original, with a name of its own", () => {
    const once = duplicateSelected({ ...both, selectedId: staging.id });
    const twice = duplicateSelected({ ...once, selectedId: staging.id });
    expect(twice.targets.map(({ name }) => name)).toEqual(["Staging", "Staging copy 2", "Staging copy", "Production"]);
    expect(selectedTarget(twice)).toMatchObject({ name: "Staging copy 2", settings: staging.settings });
    expect(new Set(twice.targets.map(({ id }) => id)).size).toBe(4);
  });

  test("is never empty, and selects a neighbor of what was removed", () => {
    const one = removeSelected(both);
    expect(selectedTarget(one)).toBe(staging);
    const fresh = removeSelected(one);
    expect(fresh.targets).toHaveLength(1);
    expect(selectedTarget(fresh)).toMatchObject({ name: "", settings: defaultSettings });
  });
});

test("a target without a name is called by its host", () => {
  const at = (baseUrl: string) => targetName(createTarget({ settings: { ...defaultSettings, baseUrl } }));
  expect(at(" https://api.example.com:8443/v1/ ")).toBe("api.example.com:8443/v1");
  expect(at("")).toBe("This page's server");
});

test("options in use are named, defaults are not", () => {
  expect(formatOptions(defaultSettings)).toEqual([]);
  expect(formatOptions({ ...production.settings, timeout: " 500 " })).toEqual(["zstd", "500 ms", "cookies", "GET"]);
});
