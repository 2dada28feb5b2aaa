/**
 * gRPC-Web responses. The head is checked before the body is touched.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import { Code } from "../../core/code.ts";
import { Metadata } from "../../core/metadata.ts";
import type { MethodInfo } from "../../core/method.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { acceptEncoding, findCompression } from "../../wire/compression.ts";
import { grpcWebTrailerFlag } from "../../wire/envelope.ts";
import { MessageReader, type MessageReaderOptions } from "../message-reader.ts";
import type { HttpHead, ProtocolConfig, StreamProtocol, UnaryProtocol } from "../protocol.ts";
import { contentTypeError, encodingError, exposeHint, mediaType, streamHttpError } from "../response-check.ts";
import { readSingleMessage } from "../single-message.ts";
import { decodeTrailers, takeStatus } from "./trailers.ts";

const bareType = "application/grpc-web";

export function bindUnaryResponse<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfig,
): UnaryProtocol<I, O>["readResponse"] {
  const readStream = bindStreamResponse(method, config);
  return async (response, ctx) => {
    return readSingleMessage(response, readStream(response, ctx), {
      deadline: ctx.deadline,
      cardinalityCode: Code.Unimplemented,
    });
  };
}

export function bindStreamResponse<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfig,
): StreamProtocol<I, O>["readResponse"] {
  const { codec, readMaxBytes, acceptCompression, crossOrigin } = config;
  const contentType = `${bareType}+${codec.name}`;
  const statusHint = exposeHint(crossOrigin, "Grpc-Status", "Grpc-Message", "Grpc-Status-Details-Bin");
  return (response, ctx) => {
    ctx.setResponse(() => ({ headers: new Metadata(response.headers), trailers: new Metadata() }));
    if (response.status !== 200) {
      throw streamHttpError(response, ctx);
    }
    const type = mediaType(response);
    if (type !== contentType && !(type === bareType && codec.name === "proto")) {
      throw contentTypeError(type.startsWith(bareType) ? Code.Internal : Code.Unknown, response, contentType, ctx);
    }
    const encoding = response.headers.get("grpc-encoding");
    const compression = findCompression(encoding, acceptCompression);
    if (compression === null) {
      throw encodingError(encoding, acceptEncoding(acceptCompression));
    }
    return new GrpcWebReader(response, ctx, statusHint, {
      codec,
      type: method.output,
      readMaxBytes,
      compression,
      compressionHint: exposeHint(crossOrigin, "Grpc-Encoding"),
      code: Code.Internal,
      endFlag: grpcWebTrailerFlag,
      onEnd(payload) {
        const trailers = decodeTrailers(payload);
        const error = takeStatus(trailers, () => ctx.responseHeaders, "");
        for (const [name, value] of trailers.allItems()) {
          ctx.responseTrailers.append(name, value);
        }
        if (error) {
          throw error;
        }
      },
    });
  };
}

/** Knows that a response without a body is a whole one: its trailers are the HTTP headers ("trailers-only"). */
class GrpcWebReader<O> extends MessageReader<O> {
  readonly #response: HttpHead;
  readonly #ctx: RequestContext;
  readonly #statusHint: string;
  #empty = true;

  constructor(response: HttpHead, ctx: RequestContext, statusHint: string, options: MessageReaderOptions<O>) {
    super(options);
    this.#response = response;
    this.#ctx = ctx;
    this.#statusHint = statusHint;
  }

  override push(chunk: Uint8Array): O[] | Promise<O[]> {
    this.#empty &&= chunk.byteLength === 0;
    return super.push(chunk);
  }

  override finish(): void {
    if (!this.#empty) {
      super.finish();
      return;
    }
    const { headers, trailers } = splitTrailersOnly(this.#response.headers);
    this.#ctx.setResponse(() => ({ headers, trailers }));
    this.failure = takeStatus(trailers, () => headers, this.#statusHint);
  }
}

/** Without a body, everything but the content type counts as a trailer. */
function splitTrailersOnly(all: Headers): { headers: Metadata; trailers: Metadata } {
  const headers = new Metadata();
  const trailers = new Metadata(all);
  const contentType = all.get("content-type");
  if (contentType !== null) {
    headers.set("content-type", contentType);
    trailers.delete("content-type");
  }
  return { headers, trailers };
}
