import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAuth, parseAuth } from "../../playground/model/auth.ts";
import {
  type Environments,
  joinSecrets,
  parseEnvironments,
  splitSecrets,
} from "../../playground/model/environments.ts";
import { mergeById } from "../../playground/model/merge-by-id.ts";

const environments: fc.Arbitrary<Environments> = fc.record({
  all: fc.array(
    fc.record({
      id: fc.uuid(),
      name: fc.string(),
      variables: fc.uniqueArray(
        fc.record({ id: fc.uuid(), name: fc.string(), value: fc.string(), isSecret: fc.boolean() }),
        { selector: ({ id }) => id },
      ),
    }),
  ),
  usedId: fc.option(fc.uuid(), { nil: undefined }),
});

describe("environments", () => {
  it("come back from storage as they were, whatever they contain", () => {
    fc.assert(
      fc.property(environments, (value) => {
        const { open, secrets } = splitSecrets(value);
        const stored = parseEnvironments(JSON.parse(JSON.stringify(open)));
        expect(stored && joinSecrets(stored, secrets)).toEqual(value);
      }),
    );
  });

  it("are stored without the values of secrets", () => {
    const secret = { id: "1", name: "token", value: "s3cret", isSecret: true };
    const { open } = splitSecrets({ all: [{ id: "e", name: "staging", variables: [secret] }], usedId: "e" });
    expect(JSON.stringify(open)).not.toContain("s3cret");
  });

  it("are read from anything that storage may have", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (stored) => {
        parseEnvironments(stored);
        parseAuth(stored);
      }),
    );
    const damaged = { all: [null, { id: 1 }, { id: "a", name: "b" }], usedId: 7 };
    expect(parseEnvironments(damaged)).toEqual({ all: [{ id: "a", name: "b", variables: [] }], usedId: undefined });
  });
});

describe("changes of two tabs", () => {
  const list = fc.uniqueArray(fc.record({ id: fc.constantFrom(..."abcdef"), name: fc.string() }), {
    selector: ({ id }) => id,
  });

  it("are both kept, and of one element that of the later tab", () => {
    const [a, b, c] = ["a", "b", "c"].map((id) => ({ id, name: "" }));
    const [mine, theirs] = [
      { id: "a", name: "mine" },
      { id: "b", name: "theirs" },
    ];
    const before = [a, b, c].filter((one) => one !== undefined);
    const added = { id: "d", name: "new" };
    expect(mergeById(before, [mine, ...before.slice(1), added], [before[0] ?? mine, theirs])).toEqual([
      mine,
      theirs,
      added,
    ]);
  });

  it("are what one tab has changed, if the other has changed nothing, in any order", () => {
    fc.assert(
      fc.property(list, list, (before, changed) => {
        const after = changed.map((one) => before.find(({ id, name }) => id === one.id && name === one.name) ?? one);
        const ids = (all: readonly { id: string }[]) => new Map(all.map((one) => [one.id, one]));
        expect(ids(mergeById(before, after, before))).toEqual(ids(after));
        expect(mergeById(before, before, after)).toEqual(after);
      }),
    );
  });
});

describe("authorization", () => {
  it("is a bearer token without the spaces that were pasted with it, or none", () => {
    expect(formatAuth({ kind: "bearer", token: " abc\n" })).toBe("Bearer abc");
    expect(formatAuth({ kind: "bearer", token: "  " })).toBeFalsy();
    expect(formatAuth({ kind: "none" })).toBeUndefined();
  });

  it("fills variables into a user and a password before it encodes them, and keeps those that are missing visible", () => {
    const auth = { kind: "basic", user: "{{user}}", password: "a{{password}}" } as const;
    const variable = (name: string, value: string) => [name, { id: name, name, value, isSecret: true }] as const;
    const values = (...all: ReturnType<typeof variable>[]) => ({ environmentName: "staging", byName: new Map(all) });
    expect(formatAuth(auth, values(variable("user", "Zoë"), variable("password", ":b")))).toBe("Basic Wm/DqzphOmI=");
    expect(formatAuth(auth, values(variable("user", "Zoë")))).toBe("Basic {{user}}:a{{password}}");
  });

  it("is a user and a password in UTF-8", () => {
    expect(formatAuth({ kind: "basic", user: "Zoë", password: "a:b" })).toBe("Basic Wm/DqzphOmI=");
  });
});
