/** How a test tells the scripted server what to answer: the script travels in the base URL. */

export interface Script {
  /** HTTP status. Default 200. */
  status?: number;
  headers?: Record<string, string>;
  /** The body, piece by piece, each in base64. */
  chunks?: string[];
  /** Pause before each piece, in milliseconds. Default 0. */
  intervalMs?: number;
  /** After the last piece: end the body, break the connection, or wait for ever. Default "end". */
  after?: "end" | "destroy" | "hang";
  /** Under this name `seen` tells afterwards what the server saw, and `breakOff` breaks the connection. */
  id?: string;
  /** Cross-origin: headers that the page may see. Default: all of them. */
  expose?: string;
}

/** What a server saw of the calls with one id. */
export interface Seen {
  requests: number;
  /** Requests that are not answered yet. */
  open: number;
  /** Requests that ended before they were answered. */
  aborted: number;
  /** The headers of the last one. */
  headers: Record<string, string>;
}

/** The base URL under which every method is answered by this script. */
export function scriptUrl(server: string, script: Script): string {
  return `${server}/script/${encodeURIComponent(JSON.stringify(script))}`;
}

/** What a server saw: the scripted one of a script's id, the demo server of the calls with this "test-call" header. */
export async function seen(server: string, id: string): Promise<Seen> {
  return (await fetch(`${server}/seen/${id}`)).json() as Promise<Seen>;
}

/** Breaks the connection of the last call of a script with this id. */
export async function breakOff(server: string, id: string): Promise<void> {
  await fetch(`${server}/break/${id}`);
}

/** Bytes in the form that scripts carry. */
export function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
