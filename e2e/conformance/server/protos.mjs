/** The messages of the suite that a server needs: see page/protos.ts. */
export {
  Code as CodeNumber,
  HTTPVersion,
} from "../../../.conformance/gen/connectrpc/conformance/v1/config_pb.js";
export {
  ServerCompatRequestSchema,
  ServerCompatResponseSchema,
} from "../../../.conformance/gen/connectrpc/conformance/v1/server_compat_pb.js";
export {
  BidiStreamRequestSchema,
  ClientStreamRequestSchema,
  ConformancePayload_RequestInfoSchema as RequestInfoSchema,
  ConformanceService,
  file_connectrpc_conformance_v1_service,
  IdempotentUnaryRequestSchema,
  ServerStreamRequestSchema,
  UnaryRequestSchema,
} from "../../../.conformance/gen/connectrpc/conformance/v1/service_pb.js";
