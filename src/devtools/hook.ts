/**
 * The interface of a page's recorder for devtools clients: a panel, a test, an agent.
 *
 * The hook is `globalThis[Symbol.for("farcall.devtools")]`. It returns JSON strings, because browsers pass strings
 * between a page and its DevTools four times as fast as objects, and because strings are easy to validate. All times
 * are milliseconds of the page's `performance.now()`, all sizes are in bytes, all bytes are base64.
 */
import type { Interceptor } from "../core/interceptor.ts";

/** The global symbol of the hook. */
export const hookKey: unique symbol = Symbol.for("farcall.devtools") as never;

/** Version 1. Members may be added, but never changed or removed. */
export interface Hook {
  readonly version: 1;
  /** Records the calls of the transports whose interceptor it is. Must be the outermost one. */
  readonly attach: Interceptor;
  /** Whether it is noted just now where calls are made: somebody looks, or `callSites` says so. */
  readonly notesSites?: boolean;
  /**
   * Loads the code for the methods below, which unobserved pages do without. Calling any of them also loads it, and
   * returns "null" until it is loaded, so clients that poll need not await this.
   */
  ready(): Promise<void>;
  /**
   * Returns the calls that changed after the change with this number, oldest change first, up to about `maxBytes` of
   * text.
   *
   * @returns a {@link Drained} as JSON, or "null" before {@link ready}. Call again immediately with its `seq` while it
   * has `more`
   */
  drain(after: number, maxBytes?: number): string;
  /** @returns the {@link CallDetails} of a call as JSON, or "null" if it is no longer kept */
  details(id: string): string;
  /**
   * Returns bytes as sent over the wire, in their original chunks.
   *
   * @param attempt which of the call's attempts, from 0
   * @param from the index of the first chunk to return, from 0
   * @param maxBytes about how many bytes to return, but at least one chunk
   * @returns a {@link Chunks} as JSON, or "null" if the call is no longer kept
   */
  chunks(id: string, attempt: number, side: Side, from: number, maxBytes?: number): string;
  /** @returns a {@link Schema} as JSON, for decoding the messages of this call, or "null" */
  schema(id: string): string;
  /** Takes a {@link Command} as JSON. Returns a {@link CommandResult} as JSON, or "null" before {@link ready}. */
  command(json: string): string;
}

/** The members whose code is loaded on demand. */
export type Answers = Pick<Hook, "drain" | "details" | "chunks" | "schema" | "command">;

export type Side = "request" | "response";

/** The result of `drain`. */
export interface Drained {
  /** Random per document: a different one means that the page was reloaded and all numbers start over. */
  epoch: string;
  /** `performance.timeOrigin`. */
  timeOrigin: number;
  /** `performance.now()` when this was written, so that running calls can be drawn to length. */
  now: number;
  /** The number of the last change in `calls`, or of the very last change if there are no more. */
  seq: number;
  /** True if there are changes that did not fit. */
  more: boolean;
  /** The number of calls that are kept. */
  kept: number;
  /** The number of calls that were dropped for lack of space. */
  dropped: number;
  /** The number of errors in the recorder itself; the calls they occurred in continued unrecorded. */
  faults: number;
  /** The number of transports of the calls reported so far. */
  transports: number;
  /** True while recording is paused. */
  paused: boolean;
  /** True if header values are hidden by name. */
  redacted: boolean;
  /** The armed overrides. */
  overrides: Override[];
  /** Who answers, if not a recorder: what answers then can be looked at, and nothing more be done with it. */
  source?: "network" | "file";
  calls: Row[];
  /** The ids of reported calls that are no longer kept, since the given change. */
  gone: string[];
}

/** The reason why a call failed. */
export type Why =
  /** The caller canceled it. */
  | "caller"
  /** The reader of the stream closed it early. */
  | "left"
  | "deadline"
  /** No response came: no server, a CORS refusal, a lost connection. */
  | "network"
  /** An HTTP status without a protocol error. */
  | "http"
  /** The response violates the protocol. */
  | "protocol"
  /** The server returned this error. */
  | "server"
  /** It failed in the page: an interceptor threw, or the request could not be encoded. */
  | "client";

/** One call, in about 400 bytes of JSON. */
export interface Row {
  id: string;
  /** The number of its last change. */
  seq: number;
  service: string;
  method: string;
  kind: "unary" | "server_streaming" | "client_streaming" | "bidi_streaming";
  protocol: "connect" | "grpc-web";
  /** The name of the codec in the content type: "proto", "json". Absent until the call is sent. */
  codec?: string;
  url: string;
  httpMethod: string;
  start: number;
  end?: number;
  timeoutMs?: number;
  /** The status code of a failed call. Absent after success, and while the call is running. */
  code?: string;
  why?: Why;
  /** The error message, up to 500 characters. */
  message?: string;
  /** The query, mutation or stream that made the call. */
  origin?: Origin;
  /** The original of a resent call. */
  resentFrom?: string;
  /** Who saw it, if not a recorder: a browser's list of requests, which has it whole and after its end. */
  source?: "network";
  attempts: AttemptRow[];
}

/** The query, mutation or stream that made a call. */
export interface Origin {
  kind: "query" | "mutation" | "stream";
  /** TanStack's query hash, or for a mutation, its key. */
  key: string;
}

/** One attempt to send the call. More than one means retries. */
export interface AttemptRow {
  at: number;
  headersAt?: number;
  /** When the first byte of the response arrived. */
  firstAt?: number;
  end?: number;
  /** The HTTP status. */
  status?: number;
  /** The size of the request body. */
  sent: number;
  /** The size of the response body as the page receives it. */
  received: number;
  /** The number of request and response messages, without end frames. */
  requests: number;
  responses: number;
  /** When the last chunk arrived. */
  lastAt?: number;
  /** The compression of the response messages, or of the body if visible to the page. */
  encoding?: string;
  /** The override that replaced or changed the response. */
  override?: string;
  /** The reason that fetch rejected with, or the body failed with. */
  failure?: string;
}

/** Header fields in the order they were sent. Hidden values are null. */
export type HeaderList = [name: string, value: string | null][];

/** The result of `details`. */
export interface CallDetails {
  id: string;
  seq: number;
  /** Where the call was made: the lines of a stack trace, if recorded. */
  site?: string;
  /** In which component, of React in development: lines of a stack that begins with it, or with a hook that it calls. */
  component?: string;
  error?: {
    code: string;
    message: string;
    details: { type: string; value: string }[];
    metadata: HeaderList;
    /** The names and messages of its causes. */
    causes: string[];
  };
  responseHeaders: HeaderList;
  responseTrailers: HeaderList;
  attempts: AttemptDetails[];
}

export interface AttemptDetails {
  /** Including the query of a GET. */
  url: string;
  httpMethod: string;
  requestHeaders: HeaderList;
  responseHeaders: HeaderList;
  status?: number;
  statusText?: string;
  request: BodyDetails;
  response: BodyDetails;
  /** The size on the wire according to the browser's resource timing, if available. */
  transferSize?: number;
  encodedBodySize?: number;
  decodedBodySize?: number;
}

export interface BodyDetails {
  chunks: number;
  bytes: number;
  /**
   * The chunks and bytes between the first and the newest that were not kept, and the chunk index of this gap. The
   * bytes may include the end of the previous chunk.
   */
  cut?: { at: number; chunks: number; bytes: number };
  /** The codec: "proto", "json". */
  codec?: string;
  /** True if messages are enveloped; otherwise the body is the message. */
  enveloped: boolean;
  /** The compression of enveloped messages, or of the body if the page must decompress it. */
  encoding?: string;
}

/** The result of `chunks`. */
export interface Chunks {
  /** The arrival time and the bytes of each chunk. */
  chunks: [at: number, bytes: string][];
  /** The index of the first returned chunk: higher than requested if that chunk was cut out. */
  first: number;
  /** The number of bytes before it in the body, kept or not. */
  offset: number;
  /** The index of the next chunk to request; equal to `total` at the end. */
  next: number;
  /** The number of chunks so far, including those that were cut out. */
  total: number;
  /** True if bytes were cut out before the first returned chunk. */
  cut: boolean;
  /** If so, the number of bytes at its start that end a message that began in the gap. Otherwise 0. */
  carriedOver: number;
}

/** The result of `schema`. */
export interface Schema {
  /** The full names of the messages. */
  input: string;
  output: string;
  /** Each a google.protobuf.FileDescriptorProto, dependencies first. */
  files: string[];
}

/**
 * A command of a devtools client. The client generates a new id for each one: a page cannot choose ids, and repeating a
 * command has no effect.
 */
export type Command =
  | ResendCommand
  | { do: "override"; id: string; override: Override }
  | { do: "disarm"; id: string; override?: string }
  | { do: "pause" | "resume" | "clear"; id: string }
  /** Reveals header values that are hidden by name, until the page is reloaded. */
  | { do: "reveal" | "redact"; id: string }
  /** Cancels a running call. */
  | { do: "cancel"; id: string; call: string }
  /** Writes recorded calls as entries on a track of the browser's Performance panel. */
  | { do: "measure"; id: string };

/** Sends a call again, through its transport and the interceptors inside the recorder. */
export interface ResendCommand {
  do: "resend";
  id: string;
  call: string;
  /** The request messages in binary form; if absent, the original ones. */
  messages?: string[];
  /** Request headers to set, or to remove if null; if absent, the original ones. */
  headers?: [name: string, value: string | null][];
  timeoutMs?: number;
}

/**
 * Replaces or changes the calls of a method until it is disarmed. Overrides end when the page is reloaded, and when
 * nobody has drained for ten seconds.
 */
export interface Override {
  /** Generated by the client. */
  id: string;
  /** A procedure, `package.Service/Method`, or `package.Service/*`. */
  procedure: string;
  /** Milliseconds to wait before anything is sent or answered. */
  latencyMs?: number;
  /** Sends nothing: the call fails as if there were no network. */
  block?: boolean;
  /** Passes this many response messages, and then breaks the connection. */
  cutAfter?: number;
  /** Responds instead of the server. */
  answer?: MadeUpAnswer;
  /** The same response for calls in other protocols or codecs, by "connect+json", "grpc-web+proto", ... */
  answers?: Readonly<Record<string, MadeUpAnswer>>;
  /** How many times it applies; if absent, until it is disarmed. */
  times?: number;
}

/** A simulated HTTP response. */
export interface MadeUpAnswer {
  status: number;
  headers: [name: string, value: string][];
  /** The body, in the chunks in which it arrives. */
  body: string[];
  /** Milliseconds between chunks. Default: 0. */
  everyMs?: number;
}

/** The result of `command`. */
export type CommandResult = { ok: true; id: string; call?: string } | { ok: false; error: string };
