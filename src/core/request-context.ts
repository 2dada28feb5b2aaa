/** Everything about a call except its messages, as interceptors and handlers see it. */
import { ContextValues } from "./context-values.ts";
import type { Deadline } from "./deadline.ts";
import { Metadata } from "./metadata.ts";
import type { MethodInfo } from "./method.ts";
import type { ProtocolType } from "./protocol-type.ts";

/** Sends a request and resolves with its response, as fetch does. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

export interface RequestContextInit<I, O> {
  method: MethodInfo<I, O>;
  protocol: ProtocolType;
  url: string;
  deadline: Deadline;
  requestHeaders?: HeadersInit | undefined;
  values?: ContextValues | undefined;
  clientAddress?: string | undefined;
  callOptions?: unknown;
  send?: Send | undefined;
}

/** Response headers and trailers, as read by a protocol. */
export interface ResponseHead {
  headers: Metadata;
  trailers: Metadata;
}

/**
 * A call in progress: what an interceptor changes here is sent, and the response side fills as the call proceeds.
 *
 * Whatever is expensive (a Metadata, an AbortSignal) is created on first access, so that an unobserved call does not
 * pay for it.
 */
export class RequestContext<I = unknown, O = unknown> {
  declare readonly method: MethodInfo<I, O>;
  declare readonly protocol: ProtocolType;
  /** The method's absolute URL, without the query of a GET. */
  declare readonly url: string;
  /** The HTTP method: POST, or GET for a unary call without side effects. */
  httpMethod: "POST" | "GET" = "POST";
  /** "host:port" of the calling peer. Known only on servers whose adapter provides it. */
  declare readonly clientAddress: string | undefined;
  /** @internal */
  declare readonly deadline: Deadline;
  /** @internal Options that only the transport understands; opaque here. */
  declare readonly callOptions: unknown;
  /**
   * @internal Sends this call, on each attempt; clients only. An interceptor that replaces it in `onStart` sees the
   *   bytes of every attempt.
   */
  declare send: Send;
  #headersInit: HeadersInit | undefined;
  #requestHeaders: Metadata | undefined;
  #values: ContextValues | undefined;
  /** @internal Called when a response starts. */
  onResponse: (() => void) | undefined;
  #readHead: (() => ResponseHead) | undefined;
  #head: ResponseHead | undefined;

  constructor({ requestHeaders, values, ...rest }: RequestContextInit<I, O>) {
    Object.assign(this, rest);
    this.#headersInit = requestHeaders;
    this.#values = values;
  }

  /** Request headers. On a client, the protocol adds its own when the call is sent. */
  get requestHeaders(): Metadata {
    this.#requestHeaders ??= new Metadata(this.#headersInit);
    return this.#requestHeaders;
  }

  /** @internal False as long as no request header was given or read. */
  get hasRequestHeaders(): boolean {
    return Boolean(this.#requestHeaders ?? this.#headersInit);
  }

  /** @internal Called by the protocol with the headers it sends; read only if needed. */
  setRequestHeaders(sent: HeadersInit): void {
    this.#headersInit = sent;
  }

  /** Response headers: on a client, empty until the response starts; on a server, sent before the messages. */
  get responseHeaders(): Metadata {
    return this.#responseHead.headers;
  }

  /** Response trailers: on a client, empty until the response ends; on a server, sent after the messages. */
  get responseTrailers(): Metadata {
    return this.#responseHead.trailers;
  }

  /** @internal Called by the protocol when a response starts; read only if needed. */
  setResponse(read: () => ResponseHead): void {
    this.#readHead = read;
    this.#head = undefined;
    this.onResponse?.();
  }

  /** Milliseconds left until the call times out, 0 once expired; undefined without a timeout. */
  get timeoutMs(): number | undefined {
    return this.deadline.remainingMs;
  }

  /** Aborts when the call is canceled or times out; on a server, also when the client disconnects. */
  get signal(): AbortSignal {
    return this.deadline.signal;
  }

  /** "host:port" of the server. */
  get serverAddress(): string {
    const { hostname, port, protocol } = new URL(this.url);
    return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
  }

  /** Values that interceptors share. */
  get values(): ContextValues {
    this.#values ??= new ContextValues();
    return this.#values;
  }

  get #responseHead(): ResponseHead {
    this.#head ??= this.#readHead?.() ?? { headers: new Metadata(), trailers: new Metadata() };
    return this.#head;
  }
}

/** True for a call that is made here, false for one that is answered here. */
export function isOnClient(ctx: RequestContext): boolean {
  return ctx.send !== undefined;
}
