/**
 * Handles Connect requests synchronously.
 *
 * @see https://connectrpc.com/docs/protocol
 */
import { checkClock } from "../../core/check-clock.ts";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { ProtocolType } from "../../core/protocol-type.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { encodeEndStream } from "../../protocol/connect/end-stream.ts";
import { decodeMessage } from "../../protocol/message-coding.ts";
import type { SyncResponse } from "../../protocol/sync/exchange.ts";
import { decompressSync } from "../../protocol/sync/message-coding.ts";
import { parseConnectTimeout } from "../../protocol/timeout.ts";
import { acceptEncoding, negotiateCompression } from "../../wire/compression.ts";
import { connectEndFlag } from "../../wire/envelope.ts";
import { connectErrorAnswer, type TextAnswer, unaryHeaders } from "../connect-answer.ts";
import { unaryResponseHeaders } from "../response-headers.ts";
import { requestCompression } from "../server-call.ts";
import { serverError } from "../server-error.ts";
import { checkVersionHeader } from "../unary-request.ts";
import { encodeResponseSync } from "./encode-response.ts";
import { envelopedResponseSync } from "./enveloped-response.ts";
import { readRequestSync } from "./request-message.ts";
import { beginServerCallSync, type SyncServerCall } from "./server-call.ts";
import { unaryRequestSync } from "./unary-request.ts";

/** Creates a response with a text body. */
export function textResponseSync({ body, ...head }: TextAnswer): SyncResponse {
  return { ...head, body: body === "" ? [] : [new TextEncoder().encode(body)] };
}

export function handleConnectUnarySync(call: SyncServerCall): SyncResponse {
  const { request, endpoint, codec, config } = call;
  const source = unaryRequestSync(request);
  const ctx = beginConnectCall(call, () => source.checkVersion());
  const { deadline } = ctx;
  try {
    checkClock(deadline);
    if (endpoint.kind !== "unary") {
      throw new ConnectError(Code.Internal, "a unary request for a streaming method");
    }
    const compression = requestCompression(source.encoding, config);
    let body = source.read(config.readMaxBytes);
    if (compression) {
      body = decompressSync(body, compression, { maxBytes: config.readMaxBytes, code: Code.InvalidArgument, deadline });
    }
    const message = decodeMessage(codec, endpoint.method.input, body, Code.InvalidArgument);
    checkClock(deadline); // may have passed during the read
    const response = endpoint.run(message, ctx);
    checkClock(deadline);
    const accepted = negotiateCompression(request.headers.get("accept-encoding"), config.compressions);
    const { payload, encoding } = encodeResponseSync(call, accepted, response);
    return { status: 200, headers: unaryHeaders(ctx, config, codec, encoding), body: [payload] };
  } catch (reason) {
    const error = serverError(reason, ctx, config);
    return textResponseSync(connectErrorAnswer(error, { sent: unaryResponseHeaders(ctx, config) }));
  }
}

export function handleConnectStreamSync(call: SyncServerCall): SyncResponse {
  const { request, codec, config } = call;
  const ctx = beginConnectCall(call, () => checkVersionHeader(request));
  const accepted = request.headers.get("connect-accept-encoding");
  const compression = negotiateCompression(accepted, config.compressions);
  return envelopedResponseSync(call, ctx, {
    compression,
    headers: {
      "content-type": `application/connect+${codec.name}`,
      "connect-content-encoding": compression?.name,
      "connect-accept-encoding": acceptEncoding(config.compressions),
    },
    readRequest: () => readRequestSync(call, ctx, request.headers.get("connect-content-encoding")),
    endFrame: (trailers, error) => ({ flags: connectEndFlag, payload: encodeEndStream(trailers, error) }),
  });
}

function beginConnectCall(call: SyncServerCall, checkVersion: () => void): RequestContext {
  return beginServerCallSync(call, ProtocolType.CONNECT, () => {
    checkVersion();
    return parseConnectTimeout(call.request.headers.get("connect-timeout-ms"));
  });
}
