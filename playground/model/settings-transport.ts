/** Creates a transport from the settings in the form. */
import type { Registry } from "@bufbuild/protobuf";
import { connect, createTransport, grpcWeb, protoBinary, protoJson, type Transport } from "farcall";
import { devtools } from "farcall/devtools";
import { demoFetch } from "./demo-fetch.ts";
import { compressionOf } from "./load-compression.ts";
import type { Settings } from "./settings.ts";

/** Created with the page, so that the transports of its examples find it as well. */
const recorder = devtools();

/**
 * Throws a ConnectError that says what is wrong if the settings are invalid. The registry has the types that an Any in a
 * message can be.
 */
export function transportOf(settings: Settings, registry: Registry): Transport {
  const { baseUrl, protocol, codec, credentials, useGet } = settings;
  const compression = compressionOf(settings);
  return createTransport({
    baseUrl: baseUrl.trim(),
    fetch: demoFetch,
    fetchOptions: { credentials },
    interceptors: [recorder],
    protocol: protocol === "connect" ? connect() : grpcWeb(),
    codec: codec === "binary" ? protoBinary() : protoJson({ registry }),
    acceptCompression: compression ? [compression] : [],
    sendCompression: compression ?? null,
    useGet,
  });
}
