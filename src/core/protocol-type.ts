/**
 * The protocols of the Connect family.
 *
 * A browser speaks Connect and gRPC-Web. gRPC itself needs HTTP trailers, which fetch does not expose.
 */
export const ProtocolType = {
  CONNECT: "connect",
  GRPC: "grpc",
  GRPC_WEB: "grpc-web",
} as const;

export type ProtocolType = (typeof ProtocolType)[keyof typeof ProtocolType];
