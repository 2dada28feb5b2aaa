import { create, type DescField, type DescMessage, ScalarType, toBinary } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import * as compiled from "farcall/compiled";
import { describe, expect, it } from "vitest";
import type { Form } from "./index.ts";
import { compileFiles } from "./testing/compile-files.ts";
import { createRandom } from "./testing/random.ts";
import { randomFile } from "./testing/random-file.ts";
import { randomFields } from "./testing/random-message.ts";

const unchecked: (ScalarType | undefined)[] = [ScalarType.BOOL, ScalarType.STRING, ScalarType.BYTES, ScalarType.DOUBLE];
const wrong = [1.5, "abc", 2 ** 70, true, { not: "a number" }, undefined];

/** Fields whose values are checked when they are written. */
function checkedFields(message: DescMessage): DescField[] {
  return message.fields.filter((field) => !field.message && !unchecked.includes(field.scalar));
}

function withWrong(field: DescField, fields: Record<string, unknown>, value: unknown): Record<string, unknown> {
  const stored = field.fieldKind === "list" ? [value] : field.fieldKind === "map" ? { "1": value } : value;
  const member = field.oneof?.localName ?? field.localName;
  return { ...fields, [member]: field.oneof ? { case: field.localName, value: stored } : stored };
}

describe.each<Form>(["code", "table"])("an error of encoding, compiled as %s", (form) => {
  it("is that of protobuf-es, and names the same field", () => {
    const files = compileFiles({ form: () => form });
    let compared = 0;
    for (let seed = 0; seed < 60; seed++) {
      const random = createRandom(seed);
      for (const descriptor of nestedTypes(randomFile(random, `e${seed}`))) {
        if (descriptor.kind !== "message") {
          continue;
        }
        for (const field of checkedFields(descriptor)) {
          const fields = withWrong(field, randomFields(random, descriptor), random.pick(wrong));
          const type = files.type(descriptor);
          const theirs = errorOf(() => toBinary(descriptor, create(descriptor, fields)));
          expect(errorOf(() => compiled.toBinary(type, compiled.create(type, fields)))).toBe(theirs);
          compared += theirs ? 1 : 0;
        }
      }
    }
    expect(compared).toBeGreaterThan(100);
  });
});

function errorOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return String(error);
  }
}
