/** All combinations of HTTP versions, protocols, codecs and compressions. */
import {
  type Codec,
  type CommonTransportOptions,
  type Compression,
  createConnectTransport,
  createGrpcWebTransport,
  gzip,
  protoBinary,
  protoJson,
  type Transport,
} from "farcall";
import { brotli } from "farcall/compression/brotli";
import { zstd } from "farcall/compression/zstd";
import { inject } from "vitest";
import "./addresses.ts";

interface Combination {
  protocol: string;
  /** The name of the compression in the protocols; undefined for none. */
  encoding: string | undefined;
  /** Whether it goes over HTTP/2 with TLS. */
  secure: boolean;
  connect: (options?: Partial<CommonTransportOptions> & { useGet?: boolean }) => Transport;
}

const { http1, http2 } = inject("python");

// By default, Node's fetch neither trusts the server's certificate nor uses HTTP/2.
const servers = { "HTTP/1.1": http1, ...("document" in globalThis && { "HTTP/2 with TLS": http2 }) };
const protocols = { Connect: createConnectTransport, "gRPC-Web": createGrpcWebTransport };
const codecs: Record<string, Codec> = { binary: protoBinary(), JSON: protoJson() };
const compressions: (Compression | null)[] = [null, gzip(), brotli(), zstd()];

/** Each with its name. */
export const combinations: [string, Combination][] = [];
for (const [server, baseUrl] of Object.entries(servers)) {
  for (const [protocol, createTransport] of Object.entries(protocols)) {
    for (const [codecName, codec] of Object.entries(codecs)) {
      for (const compression of compressions) {
        const options = {
          baseUrl,
          codec,
          acceptCompression: compression ? [compression] : [],
          sendCompression: compression,
          compressMinBytes: 0,
        };
        combinations.push([
          `${protocol}, ${codecName}, ${compression?.name ?? "no compression"}, ${server}`,
          {
            protocol,
            encoding: compression?.name,
            secure: baseUrl === http2,
            connect: (more) => createTransport({ ...options, ...more }),
          },
        ]);
      }
    }
  }
}
