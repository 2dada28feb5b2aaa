/** Validates transport options, which in JavaScript may be anything: invalid ones are rejected by name. */
import { checkInterceptors } from "../../core/interceptor-check.ts";
import { checkFunction, checkList, hasMethods, invalidOption, positiveNumber } from "../../core/invalid-option.ts";
import type { ProtocolOptions } from "../../protocol/protocol.ts";
import type { CommonTransportOptions } from "../transport-options.ts";
import { explainBaseUrl } from "./explain-base-url.ts";

/** The options of both kinds of transports that can be invalid. */
type CheckedOptions = Pick<
  CommonTransportOptions,
  "acceptCompression" | "compressMinBytes" | "readMaxBytes" | "sendCompression"
> &
  Pick<ProtocolOptions, "getMaxUrlBytes"> & { codec?: unknown };

/** Throws invalid_argument for options that no call could honor. */
export function checkOptions(options: CheckedOptions): void {
  const { acceptCompression = [], sendCompression, codec } = options;
  positiveNumber("compressMinBytes", options.compressMinBytes);
  positiveNumber("getMaxUrlBytes", options.getMaxUrlBytes);
  positiveNumber("readMaxBytes", options.readMaxBytes);
  checkList("acceptCompression", acceptCompression, "gzip() or another compression", isCompression);
  if (sendCompression != null && !isCompression(sendCompression)) {
    throw invalidOption("sendCompression", sendCompression, "gzip(), another compression, or null");
  }
  if (codec !== undefined && !hasMethods(codec, "encode", "decode")) {
    throw invalidOption("codec", codec, "protoBinary(), protoJson(), or a custom codec");
  }
}

/** Also checks the options that only asynchronous transports have. */
export function checkTransportOptions(options: CommonTransportOptions): void {
  const { baseUrl, fetch, interceptors = [], requestStreaming } = options;
  checkInterceptors(interceptors);
  explainBaseUrl(baseUrl, fetch !== undefined);
  checkOptions(options);
  checkFunction("fetch", fetch);
  if (!["collect", "auto", undefined].includes(requestStreaming)) {
    throw invalidOption("requestStreaming", requestStreaming, '"collect" or "auto"');
  }
}

function isCompression(value: unknown): boolean {
  return hasMethods(value, "compress", "decompress");
}
