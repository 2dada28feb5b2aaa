/** Quoted texts reach a command unchanged. */
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shellQuote } from "./shell.ts";

test("a shell passes any text as one argument, and executes nothing in it", () => {
  const texts = fc.array(
    fc.string({
      unit: fc.oneof(
        fc.constantFrom("'", '"', "$", "`", "\\", "\n", "!", "(", ";", "*", "-"),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
    }),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(texts, (all) => {
      const sent = all.map((text) => text.replaceAll("\0", ""));
      const script = `printf '%s\\0' ${all.map(shellQuote).join(" ")}`;
      const heard = execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
      expect(heard).toEqual(sent.map((text) => Buffer.from(text).toString()));
    }),
    { numRuns: 30 },
  );
});
