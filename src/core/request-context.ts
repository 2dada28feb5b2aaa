/** What interceptors and handlers see of a call beside its messages. */
import { ContextValues } from "./context-values.ts";
import type { Deadline } from "./deadline.ts";
import { Metadata } from "./metadata.ts";
import type { MethodInfo } from "./method.ts";
import type { ProtocolType } from "./protocol-type.ts";

/** Sends a request and answers with its response, as fetch does. */
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

/** Response headers and trailers, as a protocol read them. */
export interface ResponseHead {
  headers: Metadata;
  trailers: Metadata;
}

/**
 * One call, live: what an interceptor changes here is what is sent, and the response side fills as the call goes on.
 *
 * Everything that costs (a Metadata, an AbortSignal) is made when it is first looked at, so that a call nobody watches
 * pays for none of it.
 */
export class RequestContext<I = unknown, O = unknown> {
  declare readonly method: MethodInfo<I, O>;
  declare readonly protocol: ProtocolType;
  /** The method's absolute URL, without the query of a GET. */
  declare readonly url: string;
  /** How the call travels: POST, or GET for a unary call without side effects. */
  httpMethod: "POST" | "GET" = "POST";
  /** "host:port" of the peer that called; known on a server only, where its adapter tells it. */
  declare readonly clientAddress: string | undefined;
  /** @internal */
  declare readonly deadline: Deadline;
  /** @internal What the caller told the transport alone; opaque here. */
  declare readonly callOptions: unknown;
  /**
   * @internal What sends this call, as often as it is sent; on a client alone. Whoever puts another function here, in
   *   `onStart`, sees the bytes of every attempt.
   */
  declare send: Send;
  #headersInit: HeadersInit | undefined;
  #requestHeaders: Metadata | undefined;
  #values: ContextValues | undefined;
  /** @internal Called when a response begins. */
  onResponse: (() => void) | undefined;
  #readHead: (() => ResponseHead) | undefined;
  #head: ResponseHead | undefined;

  constructor({ requestHeaders, values, ...rest }: RequestContextInit<I, O>) {
    Object.assign(this, rest);
    this.#headersInit = requestHeaders;
    this.#values = values;
  }

  /** Request headers. On a client the protocol's own join them when the call is sent. */
  get requestHeaders(): Metadata {
    this.#requestHeaders ??= new Metadata(this.#headersInit);
    return this.#requestHeaders;
  }

  /** @internal False while nobody gave or asked for a request header. */
  get hasRequestHeaders(): boolean {
    return Boolean(this.#requestHeaders ?? this.#headersInit);
  }

  /** @internal Told by the protocol what it sends; read only if somebody looks. */
  setRequestHeaders(sent: HeadersInit): void {
    this.#headersInit = sent;
  }

  /** Response headers: on a client empty until the response begins, on a server what will be sent before it. */
  get responseHeaders(): Metadata {
    return this.#responseHead.headers;
  }

  /** Response trailers: on a client empty until the response ends, on a server what will be sent after it. */
  get responseTrailers(): Metadata {
    return this.#responseHead.trailers;
  }

  /** @internal Told by the protocol when a response begins; read only if somebody looks. */
  setResponse(read: () => ResponseHead): void {
    this.#readHead = read;
    this.#head = undefined;
    this.onResponse?.();
  }

  /** Milliseconds left until the call times out, 0 when none are; undefined without a timeout. */
  get timeoutMs(): number | undefined {
    return this.deadline.remainingMs;
  }

  /** Aborted when the call is canceled or times out; on a server also when the client goes away. */
  get signal(): AbortSignal {
    return this.deadline.signal;
  }

  /** "host:port" of the server. */
  get serverAddress(): string {
    const { hostname, port, protocol } = new URL(this.url);
    return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
  }

  /** Values that interceptors hand to each other. */
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
