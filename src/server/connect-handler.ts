/**
 * Handles Connect requests.
 *
 * @see https://connectrpc.com/docs/protocol
 */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { ProtocolType } from "../core/protocol-type.ts";
import { encodeEndStream } from "../protocol/connect/end-stream.ts";
import { decodeMessage, decompress } from "../protocol/message-coding.ts";
import { parseConnectTimeout } from "../protocol/timeout.ts";
import { acceptEncoding, negotiateCompression } from "../wire/compression.ts";
import { connectEndFlag } from "../wire/envelope.ts";
import { connectErrorAnswer, type TextAnswer, unaryHeaders } from "./connect-answer.ts";
import { encodeResponse } from "./encode-response.ts";
import { encodedBody } from "./encoded-body.ts";
import { envelopedResponse } from "./enveloped-response.ts";
import type { HandlerContext } from "./handler-context.ts";
import { readRequest } from "./request-message.ts";
import { unaryResponseHeaders } from "./response-headers.ts";
import { beginServerCall, requestCompression, type ServerCall } from "./server-call.ts";
import { serverError } from "./server-error.ts";
import { checkVersionHeader, unaryRequest } from "./unary-request.ts";

export function textResponse({ body, ...head }: TextAnswer): Response {
  return new Response(body || null, head);
}

export async function handleConnectUnary(call: ServerCall): Promise<Response> {
  const { request, endpoint, codec, config } = call;
  const source = unaryRequest(request);
  const ctx = beginConnectCall(call, () => source.checkVersion());
  let work: Promise<unknown> | undefined;
  try {
    ctx.deadline.throwIfAborted();
    if (endpoint.kind !== "unary") {
      throw new ConnectError(Code.Internal, "a unary request for a streaming method");
    }
    const compression = requestCompression(source.encoding, config);
    let body = await source.read(config.readMaxBytes, ctx);
    if (compression) {
      body = await decompress(body, compression, {
        maxBytes: config.readMaxBytes,
        code: Code.InvalidArgument,
        deadline: ctx.deadline,
      });
    }
    const message = decodeMessage(codec, endpoint.method.input, body, Code.InvalidArgument);
    ctx.deadline.throwIfAborted(); // may have passed during the read
    work = endpoint.run(message, ctx);
    const response = await ctx.deadline.race(work);
    const accepted = negotiateCompression(request.headers.get("accept-encoding"), config.compressions);
    const { payload, encoding } = await encodeResponse(call, accepted, response);
    const headers = unaryHeaders(ctx, config, codec, encoding);
    return new Response(payload as Uint8Array<ArrayBuffer>, { ...encodedBody, headers });
  } catch (reason) {
    const error = serverError(reason, ctx, config);
    return textResponse(connectErrorAnswer(error, { sent: unaryResponseHeaders(ctx, config) }));
  } finally {
    call.running.remove(ctx.deadline, work);
  }
}

export function handleConnectStream(call: ServerCall): Promise<Response> {
  const { request, codec, config } = call;
  const ctx = beginConnectCall(call, () => checkVersionHeader(request));
  const accepted = request.headers.get("connect-accept-encoding");
  const compression = negotiateCompression(accepted, config.compressions);
  return envelopedResponse(call, ctx, {
    compression,
    headers: {
      "content-type": `application/connect+${codec.name}`,
      "connect-content-encoding": compression?.name,
      "connect-accept-encoding": acceptEncoding(config.compressions),
    },
    readRequest: () => readRequest(call, ctx, request.headers.get("connect-content-encoding")),
    endFrame: (trailers, error) => ({ flags: connectEndFlag, payload: encodeEndStream(trailers, error) }),
  });
}

function beginConnectCall(call: ServerCall, checkVersion: () => void): HandlerContext {
  return beginServerCall(call, ProtocolType.CONNECT, () => {
    checkVersion();
    return parseConnectTimeout(call.request.headers.get("connect-timeout-ms"));
  });
}
