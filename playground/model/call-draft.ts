/** A call to put into the form: from a pasted command, a link or the history. */
import type { HeaderPair } from "./secret-headers.ts";
import type { Settings } from "./settings.ts";

/** Fields that are undefined leave the form as it is. */
export interface CallDraft {
  /** The procedure, "demo.v1.DemoService/Say". */
  readonly methodId: string | undefined;
  readonly settings: Partial<Settings>;
  /** The text of the editor. */
  readonly request: string | undefined;
  readonly headers: readonly HeaderPair[] | undefined;
}
