/** What a build says about compiled messages. */

export interface Report {
  compiled(file: string, messages: number, tables: number): void;
  left(file: string, reason: string): void;
  /** @param reflecting which modules need descriptors, if that is known */
  summary(reflecting?: readonly string[]): string | undefined;
}

export function createReport(log: (line: string) => void): Report {
  const compiled = new Map<string, readonly [messages: number, tables: number]>();
  const left = new Map<string, string>();
  return {
    compiled(file, messages, tables) {
      left.delete(file);
      compiled.set(file, [messages, tables]);
    },
    left(file, reason) {
      compiled.delete(file);
      if (left.get(file) !== reason) {
        log(`farcall: ${file} is left to protobuf-es: ${reason}`);
      }
      left.set(file, reason);
    },
    summary(reflecting = []) {
      if (compiled.size + left.size === 0) {
        return undefined;
      }
      const sum = (index: 0 | 1) => Array.from(compiled.values(), (counts) => counts[index]).reduce((a, b) => a + b, 0);
      const tables = sum(1) > 0 ? ` (${sum(1)} as tables)` : "";
      const files = left.size === 1 ? "file" : "files";
      const rest = left.size > 0 ? `, ${left.size} ${files} left to protobuf-es: ${[...left.keys()].join(", ")}` : "";
      const why = reflecting.length > 0 ? `; protobuf-es is in the page: ${reflecting.join("; ")}` : "";
      return `farcall: ${sum(0)} messages compiled${tables}${rest}${why}`;
    },
  };
}
