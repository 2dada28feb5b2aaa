/** Reads the body of a gRPC-Web response, given the outcome in its headers. */
import type { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import type { RequestContext, ResponseHead } from "../../core/request-context.ts";
import { toByteString } from "../../wire/byte-string.ts";
import { orSilence } from "../body-start.ts";
import { quoteText } from "../intermediary.ts";
import { mergedMetadata } from "../merged-metadata.ts";
import { MessageReader, type MessageReaderOptions } from "../message-reader.ts";
import { type Outcome, outcomeError, readOutcome } from "./outcome.ts";
import { decodeTrailers } from "./trailers.ts";

/** The last frame of nearly every successful call: an outcome that overrides all others, and no trailers. */
const plainSuccess = /^grpc-status: ?0\r\n(grpc-message: ?\r\n)?$/;
const plainSuccessBytes = 40;

interface GrpcWebHead {
  headers: Headers;
  ctx: RequestContext;
  /** The outcome in the headers, if any. */
  outcome: Outcome | undefined;
  /** The error implied by the headers or the HTTP status. A frame overrides it. */
  expected: ConnectError | undefined;
  /** Appended to the error that the outcome is missing. */
  statusHint: string;
}

export class GrpcWebReader<O> extends MessageReader<O> {
  readonly #head: GrpcWebHead;
  #isEmpty = true;
  /** True once the last frame was read, which overrides the headers. */
  #isSettled = false;

  constructor(head: GrpcWebHead, options: Omit<MessageReaderOptions<O>, "onEnd">) {
    super({ ...options, onEnd: (payload) => this.#end(payload) });
    this.#head = head;
    if (head.outcome?.status) {
      // Some servers send the outcome in headers, and leave the body open.
      this.orEnd = (read) => (this.#isEmpty ? orSilence(read) : read);
    }
  }

  override push(chunk: Uint8Array, room?: Uint8Array): O[] | Promise<O[]> {
    this.#isEmpty &&= chunk.byteLength === 0;
    return super.push(chunk, room);
  }

  override finish(): void {
    if (this.#isEmpty) {
      this.#head.ctx.setResponse(() => splitTrailersOnly(this.#head.headers));
    }
    super.finish();
  }

  override broken(error: ConnectError): ConnectError {
    return this.#isSettled ? error : (this.#head.expected ?? error);
  }

  protected override unended(): ConnectError | undefined {
    const { headers, outcome, expected, statusHint } = this.#head;
    if (outcome?.status || expected) {
      return expected;
    }
    const { metadata, ...head } = outcome ?? readOutcome(headers);
    return this.#isEmpty ? outcomeError(head, metadata, statusHint) : super.unended();
  }

  #end(payload: Uint8Array): void {
    this.#isSettled = true;
    if (payload.byteLength < plainSuccessBytes && plainSuccess.test(toByteString(payload))) {
      return;
    }
    const { ctx, outcome, expected } = this.#head;
    const frame = readOutcome(decodeTrailers(payload));
    const { metadata } = frame;
    ctx.responseTrailers.appendAll(metadata);
    const said = frame.status || !outcome?.status ? frame : outcome;
    const error =
      said.status || !expected
        ? outcomeError(said, mergedMetadata(outcome?.metadata ?? ctx.responseHeaders, metadata))
        : quoteText(expected, frame.message);
    if (error) {
      throw error;
    }
  }
}

/** Splits the headers of a response without a body: all but the content type are trailers. */
export function splitTrailersOnly(all: Headers): ResponseHead {
  const headers = new Metadata();
  const { metadata: trailers } = readOutcome(all);
  const contentType = trailers.get("content-type");
  if (contentType !== null) {
    headers.set("content-type", contentType);
    trailers.delete("content-type");
  }
  return { headers, trailers };
}
