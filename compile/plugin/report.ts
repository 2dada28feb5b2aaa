/** What a build says about compiled messages. */

/** How many modules that read descriptors are named: a reader needs some to start with. */
const shownReasons = 3;

/** Modules are told apart by their paths, because a file that cannot be read has no other name. */
export interface Report {
  compiled(path: string, messages: number, tables: number): void;
  /** @param file as a reader knows it */
  left(path: string, file: string, reason: string): void;
  /** @param reflecting which modules need descriptors, if that is known */
  summary(reflecting?: readonly string[]): string | undefined;
}

export function createReport(log: (line: string) => void): Report {
  const compiled = new Map<string, { readonly messages: number; readonly tables: number }>();
  const left = new Map<string, { readonly file: string; readonly reason: string }>();
  return {
    compiled(path, messages, tables) {
      left.delete(path);
      compiled.set(path, { messages, tables });
    },
    left(path, file, reason) {
      compiled.delete(path);
      if (left.get(path)?.reason !== reason) {
        log(`farcall: ${file} is left to protobuf-es: ${reason}`);
      }
      left.set(path, { file, reason });
    },
    summary(reflecting = []) {
      if (compiled.size + left.size === 0) {
        return undefined;
      }
      const [messages, tables] = [sum(compiled.values(), "messages"), sum(compiled.values(), "tables")];
      const names = Array.from(left.values(), ({ file }) => file);
      const reasons = reflecting.slice(0, shownReasons).join("; ");
      return [
        `farcall: ${counted(messages, "message")} compiled`,
        tables > 0 ? ` (${tables} as tables)` : "",
        names.length > 0 ? `, ${counted(names.length, "file")} left to protobuf-es: ${names.join(", ")}` : "",
        reasons && `; protobuf-es is in the page: ${reasons}`,
        reflecting.length > shownReasons ? `; and ${reflecting.length - shownReasons} more` : "",
      ].join("");
    },
  };
}

function sum<K extends string>(counts: Iterable<Readonly<Record<K, number>>>, name: K): number {
  return Array.from(counts, (count) => count[name]).reduce((a, b) => a + b, 0);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
