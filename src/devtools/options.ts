/** What a recorder can be told. */

export interface DevtoolsOptions {
  /** Calls to keep; the oldest that has ended goes first. Default: 1000. */
  maxCalls?: number;
  /**
   * Bytes of bodies to keep, of all calls together. When there is no room, a call that holds more than a quarter of it
   * keeps the start of its bodies (64 KiB) and their newest chunks. Default: 8 MiB.
   */
  maxBytes?: number;
  /**
   * Names of headers and trailers whose values are hidden from whoever looks, beside `authorization`, `cookie`,
   * `set-cookie`, `proxy-authorization`, `x-api-key` and those that end in `-token`. Bodies are shown as they are.
   */
  redact?: readonly string[];
  /**
   * Whether to note where in the source a call is made, which takes longer than all the rest. "auto", the default: while
   * somebody looks.
   */
  callSites?: boolean | "auto";
  /** False begins paused. Default: true. */
  record?: boolean;
}
