/**
 * The connection of a panel to the hook of the inspected page. The panel knows nothing else: not chrome, not the page.
 *
 * A link carries text and does not interpret it; the panel parses and validates it.
 */
export interface Link {
  /**
   * Calls a member of the page's hook.
   *
   * @returns the hook's answer; undefined if the page has no hook
   * @throws if the page cannot be reached at the moment, as during a reload: try again
   */
  ask(
    member: "drain" | "details" | "chunks" | "schema" | "command",
    args: readonly (string | number)[],
  ): Promise<string | undefined>;
  /** Reloads the page with a recorder that runs before its first script. Absent where that is not possible. */
  reloadAndRecord?(): Promise<void>;
  /** True if the browser's list of requests stands in for a page without a recorder. */
  readonly hasNetwork?: boolean;
  /** Shows a line of source. Absent where that is not possible. */
  openSource?(url: string, line: number, column: number): void;
}
