import {
  type Codec,
  type CommonTransportOptions,
  type Compression,
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
  protoBinary,
  type Transport,
} from "farcall";
import { createFetchHandler, service } from "farcall/server";
import { describe, expect, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "./servers/collect.ts";

const flip = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0xff);

/** The binary format with every bit inverted: nothing else can read it. */
function flipped(): Codec {
  const binary = protoBinary();
  return {
    name: "flipped",
    encode: (type, message) => flip(binary.encode(type, message)),
    decode: (type, bytes) => binary.decode(type, flip(bytes)),
  };
}

/** A compression that does not reduce the size, but shows that it was used. */
const rot: Compression = {
  name: "rot128",
  compress: (bytes) => bytes.map((byte) => byte ^ 0x80),
  decompress: async (bytes) => bytes.map((byte) => byte ^ 0x80),
};

describe.each<[string, (options: CommonTransportOptions & { codec?: Codec }) => Transport]>([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("over %s", (_, createTransport) => {
  const headers: string[] = [];
  const handler = createFetchHandler({
    services: [
      service(DemoService, {
        say: ({ sentence }, ctx) => {
          headers.push([...ctx.requestHeaders].join("; "));
          return { sentence };
        },
        async *introduce({ name }) {
          yield { sentence: name };
          yield { sentence: name };
        },
      }),
    ],
    codecs: [flipped(), protoBinary()],
    compressions: [rot],
    compressMinBytes: 0,
  });

  it("a custom codec works on both sides", async () => {
    const client = createClient(DemoService, createTransport({ baseUrl: "/", fetch: handler, codec: flipped() }));
    expect((await client.say({ sentence: "hi" })).sentence).toBe("hi");
    expect(await collect(client.introduce({ name: "Ada" }))).toHaveLength(2);
    expect(headers.at(-1)).toContain("flipped");
  });

  it("a custom compression works on both sides", async () => {
    const options = { acceptCompression: [rot], sendCompression: rot, compressMinBytes: 0 };
    const client = createClient(DemoService, createTransport({ baseUrl: "/", fetch: handler, ...options }));
    expect((await client.say({ sentence: "hi" })).sentence).toBe("hi");
    expect(await collect(client.introduce({ name: "Ada" }))).toMatchObject([{ sentence: "Ada" }, { sentence: "Ada" }]);
    expect(headers.at(-1)).toContain("rot128");
  });
});
