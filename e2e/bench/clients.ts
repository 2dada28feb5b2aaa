/** The clients that the benchmarks compare. */
import { createClient as createPeerClient } from "@connectrpc/connect";
import * as peer from "@connectrpc/connect-web";
import {
  connect,
  createClient,
  createTransport as createOwnTransport,
  grpcWeb,
  type Interceptor,
  protoBinary,
} from "farcall";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { frame } from "./bodies.ts";

export type Protocol = "Connect" | "gRPC-Web";
export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

export const ends: Record<Protocol, Uint8Array> = {
  Connect: frame(2, new TextEncoder().encode("{}")),
  "gRPC-Web": frame(0x80, new TextEncoder().encode("grpc-status: 0\r\n")),
};
export const streamTypes: Record<Protocol, string> = {
  Connect: "application/connect+proto",
  "gRPC-Web": "application/grpc-web+proto",
};

export function ours(protocol: Protocol, fetch: Fetch, interceptors: Interceptor[] = []) {
  const options = { baseUrl: location.origin, codec: protoBinary(), fetch, interceptors };
  return createClient(
    DemoService,
    createOwnTransport({ ...options, protocol: protocol === "Connect" ? connect() : grpcWeb() }),
  );
}

export function theirs(protocol: Protocol, fetch: Fetch) {
  const options = { baseUrl: location.origin, useBinaryFormat: true, fetch: fetch as typeof globalThis.fetch };
  const createTransport = protocol === "Connect" ? peer.createConnectTransport : peer.createGrpcWebTransport;
  return createPeerClient(DemoService, createTransport(options));
}
