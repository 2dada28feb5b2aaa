/** A call that the server made to render a page, for tests that count them. */
export interface ServerCall {
  method: string;
  authorization: string | null;
  /** True if the server has closed a stream before its end. */
  isAborted: boolean;
}
