/** A server stream on the wire: sends the request at the first read, then turns the body into batches of messages. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { BatchSource } from "../core/message-stream.ts";
import type { RequestContext } from "../core/request-context.ts";
import { bodyError } from "../protocol/body.ts";
import type { MessageReader } from "../protocol/message-reader.ts";
import type { Messages, StreamProtocol } from "../protocol/protocol.ts";
import { sendRequest } from "./send-request.ts";
import type { TransportCore } from "./transport-core.ts";

export class ResponseSource<I, O> implements BatchSource<O> {
  readonly #core: TransportCore;
  readonly #protocol: StreamProtocol<I, O>;
  readonly #request: Messages<I>;
  readonly #ctx: RequestContext<I, O>;
  /** Of this attempt alone: an interceptor may leave one response and ask for another. */
  readonly #controller = new AbortController();
  #unsubscribe: (() => void) | undefined;
  #messages: MessageReader<O> | undefined;
  #body: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #isDone = false;

  constructor(core: TransportCore, protocol: StreamProtocol<I, O>, request: Messages<I>, ctx: RequestContext<I, O>) {
    this.#core = core;
    this.#protocol = protocol;
    this.#request = request;
    this.#ctx = ctx;
  }

  async pull(): Promise<O[] | undefined> {
    try {
      this.#messages ??= await this.#open();
      for (;;) {
        const batch = await this.#next(this.#messages);
        if (batch === undefined || batch.length > 0) {
          return batch;
        }
      }
    } catch (cause) {
      const error = this.#ctx.deadline.error ?? ConnectError.from(cause);
      this.#abort(error);
      throw error;
    }
  }

  async cancel(): Promise<void> {
    this.#abort(new ConnectError(Code.Canceled, "the stream was left before its end"));
  }

  async #open(): Promise<MessageReader<O>> {
    this.#unsubscribe = this.#ctx.deadline.onAbort((error) => this.#controller.abort(error));
    const wire = await this.#protocol.encodeRequest(this.#request, this.#ctx);
    const response = await sendRequest(this.#core, this.#ctx, wire, this.#controller.signal);
    const messages = this.#protocol.readResponse(response, this.#ctx);
    this.#body = response.body?.getReader();
    return messages;
  }

  /** What the next chunk brings, which may be nothing; undefined at the end. */
  async #next(messages: MessageReader<O>): Promise<O[] | undefined> {
    if (messages.failure) {
      throw messages.failure;
    }
    const chunk = await this.#read();
    if (chunk) {
      return messages.push(chunk);
    }
    messages.finish();
    if (messages.failure) {
      throw messages.failure;
    }
    this.#isDone = true;
    this.#unsubscribe?.();
    return undefined;
  }

  /** The next chunk of the body; undefined at its end. */
  async #read(): Promise<Uint8Array | undefined> {
    try {
      return this.#body && (await this.#ctx.deadline.race(this.#body.read())).value;
    } catch (cause) {
      throw bodyError(cause);
    }
  }

  /** Ends the request, unless it has ended well. */
  #abort(error: ConnectError): void {
    if (!this.#isDone) {
      this.#isDone = true;
      this.#unsubscribe?.();
      this.#controller.abort(error);
      this.#body?.cancel().catch(() => {}); // a body that did not come from a network knows no signal
    }
  }
}
