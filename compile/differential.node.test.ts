/**
 * Compares compiled messages with protobuf-es. `npm run fuzz:compiled` takes 10,000 messages of each kind, and those of the
 * conformance suite as well; `MESSAGES=... SEED=...` sets the number and repeats a run.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { create, type DescFile, type DescMessage, fromBinary, toBinary } from "@bufbuild/protobuf";
import * as wellKnown from "@bufbuild/protobuf/wkt";
import * as compiled from "farcall/compiled";
import { describe, expect, it } from "vitest";
import { file_demo_v1_demo } from "../playground/gen/demo/v1/demo_pb.ts";
import type { Form } from "./index.ts";
import { messagesOf } from "./messages-of.ts";
import { type CompiledFiles, compileFiles } from "./testing/compile-files.ts";
import { differenceOf } from "./testing/difference.ts";
import { irregularityOf } from "./testing/irregular.ts";
import { createRandom, type Random } from "./testing/random.ts";
import { randomFile } from "./testing/random-file.ts";
import { randomFields } from "./testing/random-message.ts";

const messages = Number(process.env.MESSAGES ?? 60);
const firstSeed = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
const suite = process.env.SUITE;
const isLong = messages >= 10_000;

const suiteModules = suite
  ? readdirSync(suite, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"))
  : [];
const imported: object[] = await Promise.all(
  suiteModules.map((name) => import(/* @vite-ignore */ pathToFileURL(join(suite ?? "", name)).href)),
);
const commonFiles = [wellKnown, { file_demo_v1_demo }, ...imported]
  .flatMap((module) => Object.entries(module))
  .flatMap(([name, value]) => (name.startsWith("file_") ? [value as DescFile] : []))
  .filter(({ name }) => !/descriptor$|plugin$/.test(name));
const commonTypes = typesOf(commonFiles);

function typesOf(files: DescFile[]): DescMessage[] {
  return files.flatMap((file) => messagesOf(file));
}

describe.each<Form>(["code", "table-with-constructor", "table"])("compiled as %s", (form) => {
  const files = compileFiles({ form: () => form });

  it("messages of random schemas are those of protobuf-es, as are their bytes and refusals", () => {
    let type: DescMessage | undefined;
    for (let i = 0; i < messages; i++) {
      const random = createRandom(firstSeed + i);
      // Compiling takes longer than comparing: ten messages share a file.
      if (i % 10 === 0 || !type) {
        type = random.pick(typesOf([randomFile(random, `p${i}`)]));
      }
      compare(files, type, random, firstSeed + i);
    }
  });

  it("messages of real schemas are those of protobuf-es, as are their bytes and refusals", () => {
    for (let i = 0; i < messages; i++) {
      const random = createRandom(firstSeed + i);
      compare(files, random.pick(commonTypes), random, firstSeed + i);
    }
  });
});

/** Compares a random message, each cut of its bytes and twenty mutations. */
function compare(files: CompiledFiles, descriptor: DescMessage, random: Random, seed: number): void {
  const type = files.type(descriptor);
  const where = `${descriptor.typeName}, SEED=${seed}`;
  const init = randomFields(random, descriptor);
  const plain = create(descriptor, init);
  const message = compiled.create(type, init);
  expect(differenceOf(message, plain) ?? "same", where).toBe("same");
  const bytes = attempt(() => toBinary(descriptor, plain));
  const own = attempt(() => compiled.toBinary(type, message));
  expect(own, where).toEqual(bytes);
  if (!(bytes instanceof Uint8Array)) {
    return;
  }
  compareReading(bytes);
  const step = isLong ? 1 : 1 + Math.floor(bytes.length / 40);
  for (let cut = 0; cut < bytes.length; cut += step) {
    compareReading(bytes.subarray(0, cut));
  }
  for (let i = 0; i < 20 && bytes.length > 0; i++) {
    compareReading(mutated(random, bytes));
  }

  function compareReading(input: Uint8Array): void {
    if (irregularityOf(descriptor, input)) {
      attempt(() => compiled.fromBinary(type, input)); // whatever comes of it, it returns or throws
      return;
    }
    const theirs = attempt(() => fromBinary(descriptor, input));
    const ours = attempt(() => compiled.fromBinary(type, input));
    if (typeof theirs === "string" && typeof ours === "string") {
      return;
    }
    // A text for each of some million readings would take most of the time.
    const what = () => `${where}, ${Buffer.from(input).toString("hex")}`;
    if (typeof theirs === "string" || typeof ours === "string") {
      expect.fail(`${what()}: ${ours} / ${theirs}`);
    }
    const difference = differenceOf(ours, theirs);
    if (difference !== undefined) {
      expect.fail(`${what()}: ${difference}`);
    }
    const again = attempt(() => compiled.toBinary(type, ours as compiled.AnyMessage));
    const expected = attempt(() => toBinary(descriptor, theirs as never));
    if (isEqual(again, expected)) {
      return;
    }
    // The bits of a NaN are up to the engine, and differ between two runs of the same code.
    if (again instanceof Uint8Array && expected instanceof Uint8Array && again.length === expected.length) {
      expect(differenceOf(fromBinary(descriptor, again), fromBinary(descriptor, expected)), what()).toBeUndefined();
    } else {
      expect(again, what()).toEqual(expected);
    }
  }
}

function isEqual(a: object | string, b: object | string): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : a === b;
}

/** The result, or the message of the error. */
function attempt(run: () => object): object | string {
  try {
    return run();
  } catch (error) {
    return String(error);
  }
}

function mutated(random: Random, bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let i = 0; i <= random.below(3); i++) {
    const at = random.below(copy.length);
    copy[at] = random.chance(0.5) ? random.below(256) : (copy[at] as number) ^ (1 << random.below(8));
  }
  if (random.chance(0.2)) {
    const at = random.below(copy.length);
    const extra = Uint8Array.from({ length: 1 + random.below(3) }, () => random.below(256));
    return Uint8Array.from([...copy.subarray(0, at), ...extra, ...copy.subarray(at)]);
  }
  return copy;
}
