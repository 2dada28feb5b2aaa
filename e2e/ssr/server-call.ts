/** What a page made the server call while it was rendered, for a test that counts. */
export interface ServerCall {
  method: string;
  authorization: string | null;
  /** True when the server has left a stream that had more to say. */
  isAborted: boolean;
}
