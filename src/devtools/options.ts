/** Options of the recorder. */

export interface DevtoolsOptions {
  /** The number of calls to keep; the oldest one that has ended is dropped first. Default: 1000. */
  maxCalls?: number;
  /**
   * The total size of bodies to keep, in bytes. When it is exceeded, calls that use more than a quarter of it keep only
   * the start of their bodies (64 KiB) and the newest chunks. Default: 8 MiB.
   */
  maxBytes?: number;
  /**
   * Names of headers and trailers whose values are hidden from devtools clients, in addition to `authorization`,
   * `cookie`, `set-cookie`, `proxy-authorization`, `x-api-key` and those that end in `-token`. Bodies are shown as they
   * are.
   */
  redact?: readonly string[];
  /**
   * Whether to record where in the source a call is made, which takes longer than everything else. "auto", the default,
   * does so while a devtools client is connected.
   */
  callSites?: boolean | "auto";
  /** False starts paused. Default: true. */
  record?: boolean;
}
