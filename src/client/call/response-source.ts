/** Sends a streaming request at the first read, then turns the response body into batches of messages. */
import { checkClock } from "../../core/check-clock.ts";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import type { BatchSource } from "../../core/message-stream.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { bodyError, leaveBody } from "../../protocol/body.ts";
import { drain, leaveChunks } from "../../protocol/chunk-reader.ts";
import type { MessageReader } from "../../protocol/message-reader.ts";
import type { Messages, StreamProtocol } from "../../protocol/protocol.ts";
import { type RoomReader, roomReader } from "../../protocol/room-reader.ts";
import type { TransportCore } from "./call-target.ts";
import { sendRequest } from "./send-request.ts";

/** More steps of promises than there are between an abort and the application that waits. */
const readerSteps = 10;

async function afterReaders(run: () => void): Promise<void> {
  for (let step = 0; step < readerSteps; step++) {
    await undefined;
  }
  run();
}

export class ResponseSource<I, O> implements BatchSource<O> {
  readonly #core: TransportCore;
  readonly #protocol: StreamProtocol<I, O>;
  readonly #request: Messages<I>;
  readonly #ctx: RequestContext<I, O>;
  /** Belongs to this attempt alone: an interceptor may abandon one response and request another. */
  readonly #controller = new AbortController();
  #unsubscribe: (() => void) | undefined;
  #messages: MessageReader<O> | undefined;
  #chunks: RoomReader | undefined;
  #isDone = false;

  constructor(core: TransportCore, protocol: StreamProtocol<I, O>, request: Messages<I>, ctx: RequestContext<I, O>) {
    this.#core = core;
    this.#protocol = protocol;
    this.#request = request;
    this.#ctx = ctx;
  }

  async pull(): Promise<O[] | undefined> {
    const { deadline } = this.#ctx;
    try {
      this.#messages ??= await deadline.race(this.#open());
      for (;;) {
        const batch = await this.#next(this.#messages);
        if (batch === undefined || batch.length > 0) {
          return batch;
        }
      }
    } catch (cause) {
      const error = deadline.error ?? ConnectError.from(cause);
      this.#abort(error);
      throw error;
    }
  }

  async cancel(): Promise<void> {
    this.#abort(new ConnectError(Code.Canceled, "the stream was closed early"));
  }

  async #open(): Promise<MessageReader<O>> {
    // Responses that did not come from a network ignore the signal, so their body is canceled too, which ends a pending
    // read. The reader is told first, because aborting a fetch takes longer than everything else.
    this.#unsubscribe = this.#ctx.deadline.onAbort((error) => afterReaders(() => this.#abort(error)));
    const wire = await this.#protocol.encodeRequest(this.#request, this.#ctx);
    const response = await sendRequest(this.#core, this.#ctx, wire, this.#controller.signal);
    try {
      const messages = await this.#protocol.readResponse(response, this.#ctx);
      this.#chunks = roomReader(response);
      if (this.#isDone) {
        leaveChunks(this.#chunks); // the response came too late
      }
      return messages;
    } catch (error) {
      leaveBody(response);
      throw error;
    }
  }

  /** Returns the messages of the next chunk, possibly none; undefined at the end. */
  async #next(messages: MessageReader<O>): Promise<O[] | undefined> {
    checkClock(this.#ctx.deadline);
    if (messages.failure) {
      throw messages.failure;
    }
    if (messages.hasPending) {
      return messages.decodePending();
    }
    if (!messages.isEnded) {
      const { room } = messages;
      const chunk = await this.#read(messages, room);
      this.#ctx.deadline.throwIfAborted();
      if (chunk) {
        return messages.push(chunk, room);
      }
      messages.finish();
      if (messages.failure) {
        throw messages.failure;
      }
    }
    this.#settle();
    return undefined;
  }

  /** Reads the next chunk of the body, perhaps into the room; undefined at its end. */
  async #read(messages: MessageReader<O>, room: Uint8Array<ArrayBuffer> | undefined): Promise<Uint8Array | undefined> {
    try {
      const read = (this.#chunks as RoomReader).read(room);
      const { done, value } = await (messages.orEnd?.(read) ?? read);
      return done ? undefined : value;
    } catch (cause) {
      throw messages.broken(bodyError(cause));
    }
  }

  /** Ends the call: its outcome is known, whether or not the connection closes. */
  #settle(): void {
    this.#isDone = true;
    this.#unsubscribe?.();
    if (this.#chunks) {
      drain(this.#chunks);
    }
  }

  /** Aborts the request unless it has ended. */
  #abort(error: ConnectError): void {
    if (this.#isDone) {
      return;
    }
    if (this.#messages?.isEnded) {
      this.#settle();
      return;
    }
    this.#isDone = true;
    this.#unsubscribe?.();
    this.#controller.abort(error);
    if (this.#chunks) {
      leaveChunks(this.#chunks);
    }
  }
}
