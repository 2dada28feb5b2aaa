/**
 * Checks the status and headers of gRPC-Web responses, for asynchronous and synchronous clients.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import { Code } from "../../core/code.ts";
import type { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import type { MethodInfo } from "../../core/method.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { grpcWebTrailerFlag } from "../../wire/envelope.ts";
import { EnvelopeReader } from "../../wire/envelope-reader.ts";
import { announcedCompression } from "../announced-compression.ts";
import { startBytes } from "../body-start.ts";
import { quoteBody, quoteText } from "../intermediary.ts";
import { mergedMetadata } from "../merged-metadata.ts";
import { exposeHint, phraseHelpfully } from "../phrase-answer.ts";
import type { HttpHead, ProtocolConfig } from "../protocol.ts";
import { contentTypeError, httpError, mediaType } from "../response-check.ts";
import { outcomeError, readOutcome, speakOfOutcome } from "./outcome.ts";
import { GrpcWebReader, splitTrailersOnly } from "./response-reader.ts";
import { decodeTrailers } from "./trailers.ts";

const bareType = "application/grpc-web";

interface CheckedHead<O> {
  readonly reader: GrpcWebReader<O>;
  /** For a foreign body: returns the error implied by its start, if any. Must be called before the reader is used. */
  readonly refusal: ((start: Uint8Array) => ConnectError | undefined) | undefined;
}

/** Binds responses. Throws if the headers contain an error. */
export function bindHead<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfig,
): (response: HttpHead, ctx: RequestContext<I, O>) => CheckedHead<O> {
  const { codec, readMaxBytes, acceptCompression, crossOrigin } = config;
  const contentType = `${bareType}+${codec.name}`;
  const statusHint = exposeHint(crossOrigin, "Grpc-Status", "Grpc-Message", "Grpc-Status-Details-Bin");
  const compressionHint = exposeHint(crossOrigin, "Grpc-Encoding");
  return (response, ctx) => {
    const { status, headers } = response;
    const type = mediaType(response);
    const isOurs = type === contentType || (type === bareType && codec.name === "proto");
    const outcome = speakOfOutcome(headers) ? readOutcome(headers) : undefined;
    const said = outcome?.status && outcomeError(outcome, outcome.metadata);
    if (said && !(isOurs && status === 200)) {
      ctx.setResponse(() => splitTrailersOnly(headers));
      throw said;
    }
    ctx.setResponse(() => ({ headers: new Metadata(headers), trailers: new Metadata() }));
    let inferred: ConnectError | undefined;
    if (status !== 200) {
      inferred = quoteText(httpError(response, ctx, phraseHelpfully), outcome?.message);
    } else if (!isOurs) {
      const code = type.startsWith(bareType) ? Code.Internal : Code.Unknown;
      inferred = quoteText(contentTypeError(code, response, contentType, ctx, phraseHelpfully), outcome?.message);
    }
    const expected = outcome?.status ? said : inferred;
    const reader = new GrpcWebReader<O>(
      { headers, ctx, outcome, expected, statusHint },
      {
        codec,
        type: method.output,
        readMaxBytes,
        ...announcedCompression(headers.get("grpc-encoding"), acceptCompression),
        compressionHint,
        code: Code.Internal,
        deadline: ctx.deadline,
        endFlag: grpcWebTrailerFlag,
      },
    );
    const refusal: CheckedHead<O>["refusal"] =
      isOurs || !inferred
        ? undefined
        : (start) =>
            start.byteLength === 0 && outcome?.status // success does not need a body
              ? undefined
              : (frameError(start, headers) ?? quoteBody(inferred, response, start));
    return { reader, refusal };
  };
}

/** Returns the error in the last frame of a body that was not declared as gRPC-Web, if there is one. */
function frameError(start: Uint8Array, headers: Headers): ConnectError | undefined {
  const frame = new EnvelopeReader(startBytes).push(start).find(({ flags }) => flags === grpcWebTrailerFlag);
  const outcome = readOutcome(frame ? decodeTrailers(frame.payload) : []);
  return outcome.status && outcomeError(outcome, mergedMetadata(headers, outcome.metadata));
}
