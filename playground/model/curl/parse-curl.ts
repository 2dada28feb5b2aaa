/** Parses a curl command as developers and browsers write it, without running anything. */
import { base64Decode, base64Encode } from "@bufbuild/protobuf/wire";
import { curlFlags, type FlagKind } from "./curl-flags.ts";
import { type ShellWord, splitShell } from "./shell-words.ts";

export interface CurlRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly [name: string, value: string][];
  readonly body: Uint8Array | undefined;
  readonly timeoutMs: number | undefined;
  /** Sentences about what was not understood, or has no effect in a browser. */
  readonly notes: readonly string[];
}

export function isCurl(text: string): boolean {
  return /^\s*(?:\$\s+)?(?:printf\s[^|]*\|[^|]*\|\s*)?curl(?:\.exe)?\s/s.test(text);
}

/** Browsers on Windows quote with carets, or end lines with them. */
const windowsCommand = /^\s*curl(?:\.exe)?\s+(?:-\S+\s+)*(?:\^"|"[^"\n]*"\s*\^\s*\n)/;

/** @throws an Error with a sentence for the user */
export function parseCurl(text: string): CurlRequest {
  if (windowsCommand.test(text)) {
    throw new Error('This command is for the command prompt of Windows: choose "Copy as cURL (bash)" in the browser.');
  }
  const { pipe, notes } = splitShell(text.trim());
  const at = pipe.findIndex(([first, second]) => isName(first) || (first?.text === "$" && isName(second)));
  const words = pipe[at];
  if (!words) {
    throw new Error("This is not a curl command: it has to begin with curl.");
  }
  const reader = new CurlReader(notes);
  reader.stdin = outputOf(pipe.slice(0, at));
  reader.read(words.slice(words[0]?.text === "$" ? 2 : 1));
  return reader.request();
}

function isName(word: ShellWord | undefined): boolean {
  return word !== undefined && /^(?:.*\/)?curl(?:\.exe)?$/.test(word.text);
}

/** Returns what `printf %s … | base64 -d` prints, in which copied commands pass binary bodies; undefined for others. */
function outputOf([print, decode, ...others]: readonly (readonly ShellWord[])[]): Uint8Array | undefined {
  const [name, format, value] = print ?? [];
  const isPrint = name?.text === "printf" && format?.text === "%s" && value !== undefined && print?.length === 3;
  const isDecode = decode === undefined || /^base64 (?:-d|-D|--decode)$/.test(decode.map(({ text }) => text).join(" "));
  if (!isPrint || !isDecode || others.length > 0) {
    return undefined;
  }
  try {
    return decode ? base64Decode(value.text) : value.bytes;
  } catch {
    return undefined;
  }
}

class CurlReader {
  stdin: Uint8Array | undefined;
  readonly #notes: string[];
  readonly #urls: string[] = [];
  readonly #headers: [string, string][] = [];
  readonly #data: Uint8Array[] = [];
  #method: string | undefined;
  #isGet = false;
  #isHead = false;
  #timeoutMs: number | undefined;

  constructor(notes: readonly string[]) {
    this.#notes = [...notes];
  }

  read(words: readonly ShellWord[]): void {
    let at = 0;
    const next = (flag: string): ShellWord => {
      const word = words[at++];
      if (!word) {
        throw new Error(`${flag} has no value: copy the command again, to its end.`);
      }
      return word;
    };
    let onlyUrls = false;
    while (at < words.length) {
      const word = next("");
      const { text } = word;
      if (onlyUrls || !text.startsWith("-") || text === "-") {
        this.#urls.push(text);
      } else if (text === "--") {
        onlyUrls = true;
      } else if (text.startsWith("--")) {
        const kind = curlFlags[text];
        this.#apply(text, kind, kind && takesValue(kind) ? next(text) : undefined);
      } else {
        this.#short(word, next);
      }
    }
  }

  /** Short flags can be joined, and the last can be followed by its value: `-sSXPOST`. */
  #short({ text, bytes }: ShellWord, next: (flag: string) => ShellWord): void {
    for (let at = 1; at < text.length; at++) {
      const flag = `-${text[at]}`;
      const kind = curlFlags[flag];
      if (kind && takesValue(kind)) {
        // The flags before it are ASCII, of one byte each.
        const value = at + 1 < text.length ? { text: text.slice(at + 1), bytes: bytes.slice(at + 1) } : next(flag);
        this.#apply(flag, kind, value);
        return;
      }
      this.#apply(flag, kind, undefined);
    }
  }

  #apply(flag: string, kind: FlagKind | undefined, value: ShellWord = { text: "", bytes: new Uint8Array(0) }): void {
    const { text } = value;
    switch (kind) {
      case undefined:
        this.#notes.push(`${flag} is not a flag that is understood here: it was left out.`);
        break;
      case "header":
        this.#header(text);
        break;
      case "method":
        this.#method = text;
        break;
      case "url":
        this.#urls.push(text);
        break;
      case "data":
      case "raw":
        this.#dataOf(flag, kind, value);
        break;
      case "json":
        this.#dataOf(flag, "data", value);
        this.#headers.push(["content-type", "application/json"], ["accept", "application/json"]);
        break;
      case "user":
        this.#headers.push(["authorization", `Basic ${base64Encode(new TextEncoder().encode(text))}`]);
        break;
      case "bearer":
        this.#headers.push(["authorization", `Bearer ${text}`]);
        break;
      case "cookie":
        this.#headers.push(["cookie", text]);
        break;
      case "agent":
        this.#headers.push(["user-agent", text]);
        break;
      case "referer":
        this.#headers.push(["referer", text]);
        break;
      case "timeout":
        this.#timeoutMs = Number(text) > 0 ? Math.round(Number(text) * 1000) : undefined;
        break;
      case "get":
        this.#isGet = true;
        break;
      case "head":
        this.#isHead = true;
        break;
      case "ignored":
      case "ignored-value":
        break;
      case "unavailable":
      case "unavailable-value":
        this.#notes.push(`${flag} has no counterpart in a browser: it was left out.`);
        break;
    }
  }

  #header(text: string): void {
    if (text.startsWith("@")) {
      this.#notes.push(`-H ${text} reads headers from a file, which is not available here: they were left out.`);
      return;
    }
    // "name;" is curl's way to send an empty value, and "name:" to send none.
    const [, name = "", separator, value = ""] = /^([^:;]*)([:;])(.*)$/s.exec(text) ?? [];
    if (name.trim() === "" || (separator === ";" && value.trim() !== "")) {
      this.#notes.push(`-H ${JSON.stringify(text)} is not a header: it was left out.`);
    } else if (separator === ";" || value.trim() !== "") {
      this.#headers.push([name.trim(), value.trim()]);
    }
  }

  #dataOf(flag: string, kind: "data" | "raw", { text, bytes }: ShellWord): void {
    if (kind === "raw" || !text.startsWith("@")) {
      this.#data.push(bytes);
    } else if (text === "@-" && this.stdin) {
      this.#data.push(this.stdin);
    } else {
      this.#notes.push(
        `${flag} ${text} reads the body from a file, which is not available here: paste the message instead.`,
      );
    }
  }

  request(): CurlRequest {
    const [url, ...others] = this.#urls;
    if (url === undefined) {
      throw new Error("This curl command has no URL.");
    }
    if (others.length > 0) {
      this.#notes.push(`Only the first URL was read: ${others.join(", ")} was left out.`);
    }
    const body = this.#data.length === 0 ? undefined : joined(this.#data);
    const hasBody = body !== undefined && !this.#isGet;
    const implied = this.#isHead ? "HEAD" : hasBody ? "POST" : "GET";
    return {
      url: this.#isGet && body ? withQuery(url, new TextDecoder().decode(body)) : url,
      method: (this.#method ?? implied).toUpperCase(),
      headers: this.#headers,
      body: hasBody ? body : undefined,
      timeoutMs: this.#timeoutMs,
      notes: this.#notes,
    };
  }
}

function takesValue(kind: FlagKind): boolean {
  return !["ignored", "unavailable", "get", "head"].includes(kind);
}

/** Joins several bodies as curl does, with "&". */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength + 1, -1));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
    if (at < bytes.byteLength) {
      bytes[at++] = 0x26;
    }
  }
  return bytes;
}

function withQuery(url: string, query: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}${query}`;
}
