import {
  Code,
  type CommonTransportOptions,
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
  gzip,
  type Transport,
} from "farcall";
import { brotli } from "farcall/compression/brotli";
import { zstd } from "farcall/compression/zstd";
import { describe, expect, inject, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "./servers/collect.ts";

const { scripted } = inject("addresses");
const mebibyte = 1024 * 1024;

/** Returns the peak memory of this process, where it is available, including memory that has been freed since. */
const peakBytes = () => ("document" in globalThis ? 0 : process.resourceUsage().maxRSS * 1024);

describe.each([
  ["gzip", gzip()],
  ["br", brotli()],
  ["zstd", zstd()],
])("a small body that %s decompresses to 1 GiB", (encoding, compression) => {
  const clientFor = (form: string, createTransport: (options: CommonTransportOptions) => Transport) =>
    createClient(
      DemoService,
      createTransport({
        baseUrl: `${scripted}/bomb/${encoding}/${form}`,
        acceptCompression: [compression],
        readMaxBytes: mebibyte,
      }),
    );

  it.each<[string, () => Promise<unknown>]>([
    ["a unary call over Connect", () => clientFor("unary", createConnectTransport).say({})],
    ["a stream over Connect", () => collect(clientFor("connect", createConnectTransport).introduce({}))],
    ["a unary call over gRPC-Web", () => clientFor("grpc-web", createGrpcWebTransport).say({})],
    ["a stream over gRPC-Web", () => collect(clientFor("grpc-web", createGrpcWebTransport).introduce({}))],
  ])("is refused as resource_exhausted by %s, with flat memory", async (_, call) => {
    const before = peakBytes();
    await expect(call()).rejects.toMatchObject({
      code: Code.ResourceExhausted,
      rawMessage: `message is larger than configured max ${mebibyte}`,
    });
    expect(peakBytes() - before).toBeLessThan(512 * mebibyte);
  });
});
