/** Creates the transport of a call from the settings in the form. */
import type { DescService, Registry } from "@bufbuild/protobuf";
import {
  Code,
  ConnectError,
  connect,
  createTransport,
  type FetchLike,
  grpcWeb,
  type Interceptor,
  protoBinary,
  protoJson,
  type Transport,
} from "farcall";
import { compressionOf } from "./load-compression.ts";
import { patientCodec } from "./patient-codec.ts";
import type { Settings } from "./settings.ts";

/** What a call is for. */
export interface TransportScope {
  /** The types that an Any in a message can be. */
  readonly registry: Registry;
  /** What a mock has to answer; undefined if a mock makes no sense, as for reflection. */
  readonly service: DescService | undefined;
}

/** Throws a ConnectError that says what is wrong if the settings are invalid. */
export type MakeTransport = (settings: Settings, scope: TransportScope) => Transport;

export interface TransportMakerOptions {
  fetch?: FetchLike;
  /** For calls to servers and to mocks. */
  interceptors?: readonly Interceptor[];
  /** That of the surrounding application. */
  transport?: Transport | undefined;
}

export function createTransportMaker({ fetch, interceptors, transport }: TransportMakerOptions): MakeTransport {
  return (settings, { registry, service }) => {
    const { via, baseUrl, protocol, codec, credentials, useGet } = settings;
    if (via === "application") {
      if (!transport) {
        throw new ConnectError(Code.InvalidArgument, "this page has no transport of its own: choose a server");
      }
      return transport;
    }
    const compression = compressionOf(settings);
    const jsonOptions = { registry, ignoreUnknownFields: true };
    const isMock = via === "mock" && service !== undefined;
    return createTransport({
      baseUrl: isMock ? mockUrl : baseUrl.trim(),
      ...(isMock ? { fetch: mockOf(service, registry) } : fetch && { fetch }),
      fetchOptions: { credentials },
      interceptors: [...(interceptors ?? [])],
      protocol: protocol === "connect" ? connect() : grpcWeb(),
      codec: codec === "binary" ? patientCodec(protoBinary()) : patientCodec(protoJson({ registry }), jsonOptions),
      acceptCompression: compression ? [compression] : [],
      sendCompression: compression ?? null,
      useGet,
    });
  };
}

/** Reserved for names that lead nowhere, so that no request of a mock can reach a server. */
const mockUrl = "https://mock.invalid";

/** The mock and the server that it runs on are loaded with the first call. */
function mockOf(service: DescService, registry: Registry): FetchLike {
  return async (url, init) => {
    const { mockFetch } = await import("./mock-server.ts");
    return mockFetch([service], registry)(url, init);
  };
}
