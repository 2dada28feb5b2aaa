import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEnvironment, type Environments, noEnvironments } from "../../playground/model/environments.ts";
import { fillIn, referencesIn, valuesOf } from "../../playground/model/fill-in.ts";

function using(variables: Record<string, string>): Environments {
  const environment = createEnvironment("staging");
  const filled = Object.entries(variables).map(([name, value]) => ({ id: name, name, value, isSecret: false }));
  return { all: [{ ...environment, variables: filled }], usedId: environment.id };
}

describe("filling in variables", () => {
  it("replaces each reference, with or without spaces, and nothing else", () => {
    const values = valuesOf(using({ host: "api.example.com", port: "8443" }));
    expect(fillIn("https://{{host}}:{{ port }}/{x}", values)).toEqual({ text: "https://api.example.com:8443/{x}" });
  });

  it("does not search values for references, or for the patterns of replacements", () => {
    const values = valuesOf(using({ a: "{{b}} $& $1", b: "no" }));
    expect(fillIn("{{a}}", values)).toEqual({ text: "{{b}} $& $1" });
  });

  it("takes doubled braces for braces, also around references", () => {
    const values = valuesOf(using({ a: "1" }));
    expect(fillIn("{{{{a}}}} {{{{ b }}}} {{{a}}} {{{{a}}", values)).toEqual({ text: "{{a}} {{ b }} {1} {{1" });
    expect(referencesIn("{{{{a}}}} {{{{a}} {{ b }}").map(({ from, to, name }) => [from, to, name])).toEqual([
      [12, 17, "a"],
      [18, 25, "b"],
    ]);
  });

  it("names every variable that the environment does not have, once", () => {
    expect(fillIn("{{token}} {{user}} {{token}}", valuesOf(using({})))).toEqual({
      problem:
        '{{token}} and {{user}}: the environment "staging" has no such variable. ' +
        "Add it, or select another one; for the braces themselves, double them: {{{{token}}}}.",
    });
  });

  it("says that no environment is selected", () => {
    expect(fillIn("{{token}}", valuesOf(noEnvironments))).toEqual({
      problem:
        "{{token}}: no environment is selected. Select or create one that has this variable; for the braces themselves, " +
        "double them: {{{{token}}}}.",
    });
  });

  it("leaves any text without references as it is", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes("{{"));
        expect(fillIn(text, valuesOf(noEnvironments))).toEqual({ text });
      }),
    );
  });
});
