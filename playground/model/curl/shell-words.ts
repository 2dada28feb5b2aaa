/** Splits a command line into words, as bash does. Understands quotes, escapes and pipes; runs and expands nothing. */

export interface ShellWord {
  readonly bytes: Uint8Array;
  readonly text: string;
}

export interface ShellCommands {
  /** The commands of a pipe, in order. */
  readonly pipe: readonly (readonly ShellWord[])[];
  /** What a shell would have expanded or run, and was kept as text or left out. */
  readonly notes: readonly string[];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @throws an Error with a sentence for the user if a quote is not closed */
export function splitShell(text: string): ShellCommands {
  return new Splitter(text.replaceAll("\r\n", "\n")).split();
}

/** The escapes of `$'…'` with a fixed meaning. */
const ansiEscapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  e: 27,
  E: 27,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  "\\": 92,
  "'": 39,
  '"': 34,
  "?": 63,
};

class Splitter {
  readonly #text: string;
  readonly #pipe: ShellWord[][] = [[]];
  readonly #notes = new Set<string>();
  #at = 0;
  /** The word being read; undefined between words. */
  #word: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  split(): ShellCommands {
    while (this.#at < this.#text.length) {
      if (!this.#step()) {
        break;
      }
    }
    this.#endWord();
    return { pipe: this.#pipe.filter((words) => words.length > 0), notes: [...this.#notes] };
  }

  /** @returns false at the end of the command */
  #step(): boolean {
    const char = this.#text[this.#at] ?? "";
    switch (char) {
      case " ":
      case "\t":
        this.#endWord();
        this.#at++;
        return true;
      case "\n":
      case ";":
      case "&":
        return this.#endCommand(char);
      case "|":
        this.#endWord();
        this.#at++;
        this.#pipe.push([]);
        return true;
      case "<":
      case ">":
      case "(":
      case ")":
        this.#endWord();
        this.#notes.add(`"${char}" was read as a space: files and subshells are not available here.`);
        this.#at++;
        return true;
      case "#":
        return this.#word ? this.#literal(char) : this.#comment();
      case "\\":
        return this.#escape();
      case "'":
        return this.#single();
      case '"':
        return this.#double();
      case "$":
        return this.#dollar();
      case "`":
        this.#notes.add("A command in backquotes was kept as text.");
        return this.#literal(char);
      default:
        return this.#literal(String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0));
    }
  }

  #add(text: string): void {
    this.#word ??= [];
    // Not spread, which a long text would overflow.
    for (const byte of encoder.encode(text)) {
      this.#word.push(byte);
    }
  }

  #literal(char: string): true {
    this.#add(char);
    this.#at += char.length;
    return true;
  }

  #endWord(): void {
    if (this.#word) {
      const bytes = Uint8Array.from(this.#word);
      this.#pipe.at(-1)?.push({ bytes, text: decoder.decode(bytes) });
      this.#word = undefined;
    }
  }

  /** A line break between the parts of a pipe continues it; any other end is the end of what is read. */
  #endCommand(char: string): boolean {
    this.#endWord();
    this.#at++;
    if (char === "\n" && this.#pipe.at(-1)?.length === 0) {
      return true;
    }
    if (this.#text.slice(this.#at).trim() !== "") {
      this.#notes.add("Only the first command was read.");
    }
    return false;
  }

  #comment(): true {
    const end = this.#text.indexOf("\n", this.#at);
    this.#at = end === -1 ? this.#text.length : end;
    return true;
  }

  #escape(): true {
    const next = this.#text.codePointAt(this.#at + 1);
    this.#at++;
    if (next === undefined) {
      return true;
    }
    const char = String.fromCodePoint(next);
    if (char !== "\n") {
      this.#add(char);
    }
    this.#at += char.length;
    return true;
  }

  #single(): true {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end === -1) {
      throw this.#unclosed("'");
    }
    this.#add(this.#text.slice(this.#at + 1, end));
    this.#at = end + 1;
    return true;
  }

  #double(): true {
    const start = this.#at;
    this.#add("");
    for (this.#at++; this.#text[this.#at] !== '"'; ) {
      const char = this.#text[this.#at];
      if (char === undefined) {
        this.#at = start;
        throw this.#unclosed('"');
      }
      if (char === "\\" && '$`"\\\n'.includes(this.#text[this.#at + 1] ?? "x")) {
        this.#escape();
      } else {
        if (char === "$" && /^[\w{(]/.test(this.#text.slice(this.#at + 1, this.#at + 2))) {
          this.#noteVariable();
        }
        this.#literal(String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0));
      }
    }
    this.#at++;
    return true;
  }

  #dollar(): true {
    const next = this.#text[this.#at + 1];
    if (next === "'") {
      return this.#ansi();
    }
    if (next === '"') {
      this.#at++;
      return this.#double();
    }
    if (next && /[\w{(]/.test(next)) {
      this.#noteVariable();
    }
    return this.#literal("$");
  }

  #noteVariable(): void {
    const name = /^\$(?:\w+|\{[^}]*\}|\()/.exec(this.#text.slice(this.#at))?.[0] ?? "$";
    this.#notes.add(
      `${name}${name.endsWith("(") ? "…)" : ""} was kept as text: variables of a shell are not known here.`,
    );
  }

  /** `$'…'`, in which browsers write what single quotes cannot hold. */
  #ansi(): true {
    const start = this.#at;
    this.#add("");
    for (this.#at += 2; this.#text[this.#at] !== "'"; ) {
      const char = this.#text[this.#at];
      if (char === undefined) {
        this.#at = start;
        throw this.#unclosed("$'");
      }
      if (char === "\\") {
        this.#ansiEscape();
      } else {
        this.#literal(String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0));
      }
    }
    this.#at++;
    return true;
  }

  #ansiEscape(): void {
    const rest = this.#text.slice(this.#at + 1, this.#at + 10);
    const byte = /^x([\da-fA-F]{1,2})/.exec(rest) ?? /^([0-7]{1,3})/.exec(rest);
    const unit = /^u([\da-fA-F]{1,4})/.exec(rest) ?? /^U([\da-fA-F]{1,8})/.exec(rest);
    const control = /^c([\x20-\x7e])/.exec(rest);
    const fixed = ansiEscapes[rest[0] ?? ""];
    if (byte) {
      this.#word?.push(Number.parseInt(byte[1] ?? "", byte[0].startsWith("x") ? 16 : 8) & 0xff);
      this.#at += 1 + byte[0].length;
    } else if (unit) {
      this.#at += 1 + unit[0].length;
      this.#add(this.#codePoint(Number.parseInt(unit[1] ?? "", 16)));
    } else if (control) {
      this.#word?.push((control[1] ?? "").charCodeAt(0) & 0x1f);
      this.#at += 3;
    } else if (fixed !== undefined) {
      this.#word?.push(fixed);
      this.#at += 2;
    } else {
      this.#literal("\\");
    }
  }

  /** Browsers write characters outside the basic plane as two units. */
  #codePoint(unit: number): string {
    const low = /^\\u([dD][c-fC-F][\da-fA-F]{2})/.exec(this.#text.slice(this.#at));
    if (unit >= 0xd800 && unit <= 0xdbff && low) {
      this.#at += low[0].length;
      return String.fromCharCode(unit, Number.parseInt(low[1] ?? "", 16));
    }
    return unit <= 0x10ffff ? String.fromCodePoint(unit) : "\ufffd";
  }

  #unclosed(quote: string): Error {
    const line = this.#text.slice(0, this.#at).split("\n").length;
    return new Error(`The quote ${quote} in line ${line} is not closed: copy the command again, to its end.`);
  }
}
