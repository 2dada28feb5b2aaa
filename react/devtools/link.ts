/**
 * How a panel reaches the hook of the page it looks at. The panel knows nothing else: not chrome, not the page.
 *
 * A link carries text and trusts none of it; reading and checking is the panel's part.
 */
export interface Link {
  /**
   * Calls a member of the page's hook.
   *
   * @returns what the hook answered; undefined when the page has no hook
   * @throws when the page could not be asked just now, as during a reload: ask again
   */
  ask(
    member: "drain" | "details" | "chunks" | "schema" | "command",
    args: readonly (string | number)[],
  ): Promise<string | undefined>;
  /** Loads the page anew with a recorder in it before its first script. Absent where that cannot be done. */
  reloadAndRecord?(): Promise<void>;
  /** A page without a recorder is answered for by the browser's list of requests. */
  readonly hasNetwork?: boolean;
  /** Shows a line of source. Absent where that cannot be done. */
  openSource?(url: string, line: number, column: number): void;
}
