/** Decodes a message from JSON step by step, as decode-steps.ts does from the binary format. */
import {
  type DescField,
  type DescMessage,
  type JsonReadOptions,
  type Message,
  mergeFromJson,
  mergeFromJsonString,
} from "@bufbuild/protobuf";
import { childOf } from "./decode-steps.ts";

const stepChars = 128 * 1024;

interface Reading {
  readonly text: string;
  at: number;
  readonly options: Partial<JsonReadOptions>;
  readonly most: number;
}

/** Each step adds to `message`. Throws if the text is not JSON, or not such a message. */
export function* decodeJsonSteps(
  desc: DescMessage,
  message: Message,
  text: string,
  options: Partial<JsonReadOptions> = {},
  most = stepChars,
): Generator<void> {
  const reading: Reading = { text, at: 0, options, most };
  if (isDivisible(desc) && next(reading) === "{") {
    yield* objectSteps(desc, message, reading);
  } else {
    mergeFromJsonString(desc, message, text, options);
    return;
  }
  if (next(reading) !== "") {
    throw new SyntaxError(`there is more than one value: position ${reading.at}`);
  }
}

/** From the opening brace to the closing one. */
function* objectSteps(desc: DescMessage, message: Message, reading: Reading): Generator<void> {
  const { text, options, most } = reading;
  const seen = new Set<string>();
  /** Members that are small, waiting until there are enough of them. */
  let waiting = "";
  const flush = () => {
    if (waiting !== "") {
      mergeFromJsonString(desc, message, `{${waiting}}`, options);
      waiting = "";
    }
  };
  for (const start of items(reading, "}")) {
    const nameEnd = endOfString(text, start);
    const name = text.slice(start, nameEnd);
    reading.at = nameEnd;
    expect(reading, ":");
    if (seen.has(name)) {
      throw new SyntaxError(`the object has two members ${name}`);
    }
    seen.add(name);
    const first = next(reading);
    const field = fieldOf(desc, JSON.parse(name) as string);
    if (first === "[" && field?.fieldKind === "list") {
      flush();
      yield* listSteps(desc, message, field, name, reading);
    } else if (first === "{" && field?.fieldKind === "message" && isDivisible(field.message)) {
      flush();
      yield* objectSteps(field.message, childOf(message, field, field.message), reading);
    } else {
      const from = reading.at;
      reading.at = endOfValue(text, from);
      if (first === '"' && reading.at - from > most) {
        // Without the search for duplicate names, which takes as long as everything else.
        flush();
        const json = { [JSON.parse(name)]: JSON.parse(text.slice(from, reading.at)) };
        mergeFromJson(desc, message, json, options);
        yield;
        continue;
      }
      waiting += `${waiting && ","}${name}:${text.slice(from, reading.at)}`;
      if (waiting.length > most) {
        flush();
        yield;
      }
    }
  }
  flush();
}

/** From the opening bracket to the closing one. */
function* listSteps(
  desc: DescMessage,
  message: Message,
  field: DescField & { fieldKind: "list" },
  name: string,
  reading: Reading,
): Generator<void> {
  const { text, options, most } = reading;
  let [from, to] = [0, 0];
  const flush = () => {
    if (to > from) {
      mergeFromJsonString(desc, message, `{${name}:[${text.slice(from, to)}]}`, options);
    }
    from = to = 0;
  };
  for (const start of items(reading, "]")) {
    const end = endOfValue(text, start);
    if (end - start > most && field.message && isDivisible(field.message) && text[start] === "{") {
      flush();
      yield* objectSteps(field.message, childOf(message, field, field.message), reading);
      continue;
    }
    reading.at = end;
    from ||= start;
    to = end;
    if (to - from > most) {
      flush();
      yield;
    }
  }
  flush();
}

/** Yields where each item of a list or an object begins. Whoever reads it moves the position behind it. */
function* items(reading: Reading, end: "]" | "}"): Generator<number> {
  reading.at++;
  if (next(reading) === end) {
    reading.at++;
    return;
  }
  for (;;) {
    next(reading);
    yield reading.at;
    if (next(reading) === end) {
      reading.at++;
      return;
    }
    expect(reading, ",");
  }
}

function isDivisible({ typeName }: DescMessage): boolean {
  return !typeName.startsWith("google.protobuf.");
}

function fieldOf(desc: DescMessage, name: string): DescField | undefined {
  return desc.fields.find((field) => field.jsonName === name || field.name === name);
}

/** Moves on to the next character that is not a space, and returns it; "" at the end. */
function next(reading: Reading): string {
  while (" \n\r\t".includes(reading.text[reading.at] ?? "x")) {
    reading.at++;
  }
  return reading.text[reading.at] ?? "";
}

function expect(reading: Reading, mark: string): void {
  const found = next(reading);
  if (found !== mark) {
    throw new SyntaxError(`expected ${mark} at position ${reading.at}, but found ${found || "the end"}`);
  }
  reading.at++;
}

function endOfString(text: string, start: number): number {
  if (text[start] !== '"') {
    throw new SyntaxError(`expected a string at position ${start}`);
  }
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === "\\") {
      backslashes++;
    }
    if (backslashes % 2 === 0) {
      return at + 1;
    }
  }
  throw new SyntaxError("a string does not end");
}

const marks = /["[\]{}]/g;

/** Trusts that what is between the marks is JSON: whoever reads the part finds out. */
function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') {
    return endOfString(text, start);
  }
  if (first !== "{" && first !== "[") {
    let end = start;
    while (!",]}".includes(text[end] ?? ",")) {
      end++;
    }
    if (end === start) {
      throw new SyntaxError(`expected a value at position ${start}`);
    }
    return end;
  }
  let depth = 0;
  marks.lastIndex = start;
  for (let found = marks.exec(text); found; found = marks.exec(text)) {
    if (found[0] === '"') {
      marks.lastIndex = endOfString(text, found.index);
    } else {
      depth += found[0] === "{" || found[0] === "[" ? 1 : -1;
      if (depth === 0) {
        return found.index + 1;
      }
    }
  }
  throw new SyntaxError("a value does not end");
}
