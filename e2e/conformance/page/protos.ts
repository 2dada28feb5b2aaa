/** The messages of the suite, which run.mjs generates from the protos of the module into a folder that git ignores. */
export {
  type ClientCompatRequest,
  ClientCompatRequestSchema,
  ClientCompatResponseSchema,
  type ClientResponseResult,
  ClientResponseResultSchema,
} from "../../../.conformance/gen/connectrpc/conformance/v1/client_compat_pb.js";
export {
  Code as CodeNumber,
  Codec,
  Compression,
  Protocol,
  StreamType,
} from "../../../.conformance/gen/connectrpc/conformance/v1/config_pb.js";
export {
  type ConformancePayload,
  ConformancePayloadSchema,
  ConformanceService,
  type Error as ErrorMessage,
  ErrorSchema,
  file_connectrpc_conformance_v1_service,
  type Header,
  HeaderSchema,
} from "../../../.conformance/gen/connectrpc/conformance/v1/service_pb.js";
