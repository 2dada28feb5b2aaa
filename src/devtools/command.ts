/** What a looker can ask for, beside looking. */
import type { Recorder } from "./recorder.ts";

export function createCommands(_recorder: Recorder): (json: string) => string {
  return () => JSON.stringify({ ok: false, error: "unknown command" });
}
