/**
 * What a page with a recorder offers to whoever looks at its calls: a panel, a test, an agent.
 *
 * The hook is `globalThis[Symbol.for("farcall.devtools")]`. It answers in JSON text, because a browser hands text between
 * a page and its DevTools four times as fast as objects, and because text is all that a reader has to distrust. All
 * times are milliseconds on the page's `performance.now()`, all sizes are bytes, all bytes are base64.
 */
import type { Interceptor } from "../core/interceptor.ts";

/** Where the hook of a page is found. */
export const hookKey: unique symbol = Symbol.for("farcall.devtools") as never;

/** Version 1. Members are only ever added to what is listed here. */
export interface Hook {
  readonly version: 1;
  /** Records the calls of the transports it is given to; the outermost of their interceptors. */
  readonly attach: Interceptor;
  /** Whether it is noted just now where calls are made: somebody looks, or `callSites` says so. */
  readonly notesSites?: boolean;
  /**
   * Loads what answers, which a page that nobody looks at does without. Everything below loads it as well, and says "null"
   * until it is there: whoever asks again and again need not wait for this.
   */
  ready(): Promise<void>;
  /**
   * The calls that changed after the change with this number, oldest change first, up to about `maxBytes` of text.
   *
   * @returns a {@link Drained} as JSON, or "null" before {@link ready}. Ask again at once while it says `more`, with its `seq`
   */
  drain(after: number, maxBytes?: number): string;
  /** @returns the {@link CallDetails} of a call as JSON, or "null" when it is no longer kept */
  details(id: string): string;
  /**
   * Bytes as they went over the wire, in the chunks they came in.
   *
   * @param attempt which of the call's attempts, from 0
   * @param from the number of the first chunk asked for, from 0
   * @param maxBytes about how many bytes to answer with; at least one chunk always comes
   * @returns a {@link Chunks} as JSON, or "null" when the call is no longer kept
   */
  chunks(id: string, attempt: number, side: Side, from: number, maxBytes?: number): string;
  /** @returns a {@link Schema} as JSON: all that is needed to read the messages of this call, or "null" */
  schema(id: string): string;
  /** Takes a {@link Command} as JSON, and answers with a {@link CommandResult} as JSON, or "null" before {@link ready}. */
  command(json: string): string;
}

/** The members that answer. */
export type Answers = Pick<Hook, "drain" | "details" | "chunks" | "schema" | "command">;

export type Side = "request" | "response";

/** What `drain` answers. */
export interface Drained {
  /** Random per document: another one means that the page was loaded anew and all numbers began again. */
  epoch: string;
  /** `performance.timeOrigin`. */
  timeOrigin: number;
  /** `performance.now()` when this was written, so that open calls can be drawn as long as they are. */
  now: number;
  /** The number of the last change in `calls`, or of the last of all when there is nothing more. */
  seq: number;
  /** There are changes that did not fit. */
  more: boolean;
  /** Calls kept. */
  kept: number;
  /** Calls that had to go for lack of room. */
  dropped: number;
  /** Faults of the recorder itself; the calls they belong to went on without it. */
  faults: number;
  /** Transports of the calls that were handed out. */
  transports: number;
  /** Recording is paused. */
  paused: boolean;
  /** Header values are hidden by name. */
  redacted: boolean;
  /** Overrides that are armed. */
  overrides: Override[];
  /** Who answers, if not a recorder: what answers then can be looked at, and nothing more be done with it. */
  source?: "network" | "file";
  calls: Row[];
  /** The ids of calls that are no longer kept although they were handed out; since the change asked for. */
  gone: string[];
}

/** Who or what ended a call that failed. */
export type Why =
  /** The caller canceled it. */
  | "caller"
  /** Whoever read the stream left it before its end. */
  | "left"
  | "deadline"
  /** No response came: no server, a CORS refusal, a lost connection. */
  | "network"
  /** An HTTP status, and no word of the protocol. */
  | "http"
  /** A response that breaks the protocol. */
  | "protocol"
  /** The server answered with this error. */
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
  /** The name of the codec in the content type: "proto", "json". Absent until it is sent. */
  codec?: string;
  url: string;
  httpMethod: string;
  start: number;
  end?: number;
  timeoutMs?: number;
  /** The name of the status code of a call that failed. Absent after success, and while it is open. */
  code?: string;
  why?: Why;
  /** The error's message, its first 500 characters. */
  message?: string;
  /** The query that made the call, by its hash, and the mutation or stream alike. */
  origin?: Origin;
  /** The call that this one is sent again from. */
  resentFrom?: string;
  /** Who saw it, if not a recorder: a browser's list of requests, which has it whole and after its end. */
  source?: "network";
  attempts: AttemptRow[];
}

/** What made a call. */
export interface Origin {
  kind: "query" | "mutation" | "stream";
  /** TanStack's query hash or, for a mutation, its key. */
  key: string;
}

/** One time that the call was sent. Several are a retry. */
export interface AttemptRow {
  at: number;
  headersAt?: number;
  /** When the first byte of the response came. */
  firstAt?: number;
  end?: number;
  /** The HTTP status. */
  status?: number;
  /** Bytes of the request's body. */
  sent: number;
  /** Bytes of the response's body, as the page gets them. */
  received: number;
  /** Messages of the request and of the response, without end frames. */
  requests: number;
  responses: number;
  /** When the last chunk came. */
  lastAt?: number;
  /** The compression of the response's messages, or of its body where the page could see it. */
  encoding?: string;
  /** The override that answered instead of the server, or changed what it did. */
  override?: string;
  /** What fetch was rejected with, or the body ended with. */
  failure?: string;
}

/** Header fields in the order they were sent. A value is null where it is hidden. */
export type HeaderList = [name: string, value: string | null][];

/** What `details` answers. */
export interface CallDetails {
  id: string;
  seq: number;
  /** Where the call was made: the lines of a stack trace, if they were taken. */
  site?: string;
  /** In which component, of React in development: lines of a stack that begins with it, or with a hook that it calls. */
  component?: string;
  error?: {
    code: string;
    message: string;
    details: { type: string; value: string }[];
    metadata: HeaderList;
    /** What lies behind it: names and messages of its causes. */
    causes: string[];
  };
  responseHeaders: HeaderList;
  responseTrailers: HeaderList;
  attempts: AttemptDetails[];
}

export interface AttemptDetails {
  /** With the query of a GET. */
  url: string;
  httpMethod: string;
  requestHeaders: HeaderList;
  responseHeaders: HeaderList;
  status?: number;
  statusText?: string;
  request: BodyDetails;
  response: BodyDetails;
  /** What the browser's resource timing says of the bytes on the wire, where it says so. */
  transferSize?: number;
  encodedBodySize?: number;
  decodedBodySize?: number;
}

export interface BodyDetails {
  chunks: number;
  bytes: number;
  /**
   * Chunks and bytes between the first and the newest ones that were not kept, and where: the number of the chunk. The
   * bytes may include the end of the chunk before.
   */
  cut?: { at: number; chunks: number; bytes: number };
  /** The codec: "proto", "json". */
  codec?: string;
  /** Messages are in envelopes; otherwise the body is the message. */
  enveloped: boolean;
  /** The compression of messages in envelopes, or of the body if the page has to inflate it by itself. */
  encoding?: string;
}

/** What `chunks` answers. */
export interface Chunks {
  /** When, and what. */
  chunks: [at: number, bytes: string][];
  /** The number of the first of them: a later one than was asked for if that one was cut out. */
  first: number;
  /** How many bytes of the body come before the first of them, kept or not. */
  offset: number;
  /** The number of the chunk to ask for next; equal to `total` at the end. */
  next: number;
  /** Chunks so far, with those that were cut out. */
  total: number;
  /** The first of the chunks is preceded by bytes that were cut out. */
  cut: boolean;
  /** If so: how many bytes at their begin end a message that began in what was cut out. Otherwise 0. */
  carriedOver: number;
}

/** What `schema` answers. */
export interface Schema {
  /** Full names of the messages. */
  input: string;
  output: string;
  /** Each a google.protobuf.FileDescriptorProto, dependencies first. */
  files: string[];
}

/**
 * What a looker can ask for. Ids are made by whoever asks, and are new each time: a page cannot choose them, and asking
 * twice does nothing twice.
 */
export type Command =
  | ResendCommand
  | { do: "override"; id: string; override: Override }
  | { do: "disarm"; id: string; override?: string }
  | { do: "pause" | "resume" | "clear"; id: string }
  /** Shows the header values that are hidden by name, until the page is loaded anew. */
  | { do: "reveal" | "redact"; id: string }
  /** Cancels a call that is under way. */
  | { do: "cancel"; id: string; call: string }
  /** Writes kept calls as entries on a track of the browser's own Performance panel. */
  | { do: "measure"; id: string };

/** Sends a call again, through its transport and the interceptors inside of the recorder. */
export interface ResendCommand {
  do: "resend";
  id: string;
  call: string;
  /** The request messages, each binary-encoded; absent: the same again. */
  messages?: string[];
  /** Request headers to set, null to leave one out; absent: the same again. */
  headers?: [name: string, value: string | null][];
  timeoutMs?: number;
}

/**
 * What happens instead of, or to, the calls of a method: all of them until it is disarmed. Overrides end when the page is
 * loaded anew, and when nobody has drained for ten seconds.
 */
export interface Override {
  /** Made by whoever asks. */
  id: string;
  /** A procedure, `package.Service/Method`, or `package.Service/*`. */
  procedure: string;
  /** Milliseconds to wait before anything is sent, or answered. */
  latencyMs?: number;
  /** Nothing is sent; the call fails as if there were no network. */
  block?: boolean;
  /** Lets this many messages of the response through, and then breaks the connection. */
  cutAfter?: number;
  /** Answers instead of the server. */
  answer?: MadeUpAnswer;
  /** The same answer for calls in another protocol or codec than `answer` is for, by "connect+json", "grpc-web+proto", ... */
  answers?: Readonly<Record<string, MadeUpAnswer>>;
  /** How often it acts; absent: until it is disarmed. */
  times?: number;
}

/** An HTTP response that no server has sent. */
export interface MadeUpAnswer {
  status: number;
  headers: [name: string, value: string][];
  /** The body, in the chunks it is to arrive in. */
  body: string[];
  /** Milliseconds between chunks. Default: 0. */
  everyMs?: number;
}

/** What `command` answers. */
export type CommandResult = { ok: true; id: string; call?: string } | { ok: false; error: string };
