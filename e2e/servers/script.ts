/** Scripts that tell the scripted server how to respond. They travel in the base URL. */

export interface Script {
  /** HTTP status. Default 200. */
  status?: number;
  headers?: Record<string, string>;
  /** The chunks of the body, each in base64. */
  chunks?: string[];
  /** Pause before each chunk, in milliseconds. Default 0. */
  intervalMs?: number;
  /** After the last chunk: end the body, break the connection, or wait forever. Default "end". */
  after?: "end" | "destroy" | "hang";
  /** The name by which `seen` reports what the server saw, and `breakOff` breaks the connection. */
  id?: string;
  /** Headers to expose to pages of other origins. Default: all of them. */
  expose?: string;
}

/** What a server saw of the calls with one id. */
export interface Seen {
  requests: number;
  /** Number of pending requests. */
  open: number;
  /** Number of requests that were aborted. */
  aborted: number;
  /** The headers of the last request. */
  headers: Record<string, string>;
}

/** Returns a base URL under which this script responds to every method. */
export function scriptUrl(server: string, script: Script): string {
  return `${server}/script/${encodeURIComponent(JSON.stringify(script))}`;
}

/** Returns what a server saw: of a script's id, or, on the demo server, of calls with this "test-call" header. */
export async function seen(server: string, id: string): Promise<Seen> {
  return (await fetch(`${server}/seen/${id}`)).json() as Promise<Seen>;
}

/** Breaks the connection of the last call of a script with this id. */
export async function breakOff(server: string, id: string): Promise<void> {
  await fetch(`${server}/break/${id}`);
}

/** Encodes bytes for scripts. */
export function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
