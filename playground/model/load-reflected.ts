/** Asks the server of a target for its own descriptors, by reflection. */
import { createRegistry, type FileRegistry, type Registry } from "@bufbuild/protobuf";
import { Code, ConnectError, type Transport } from "farcall";
import { descriptorsOf, type SchemaRecord } from "./schema.ts";
import type { Settings } from "./settings.ts";
import { hostOf } from "./target.ts";

export interface ReflectOptions {
  transport: Transport;
  headers: readonly (readonly [name: string, value: string])[];
  signal: AbortSignal;
}

export interface Reflected {
  readonly registry: FileRegistry;
  /** The services that the server listed. */
  readonly services: readonly string[];
  /** What it did not describe, in sentences. */
  readonly problems: readonly string[];
}

export type ReflectServices = (options: ReflectOptions) => Promise<Reflected>;

export interface LoadOptions extends Omit<ReflectOptions, "transport"> {
  reflect: ReflectServices;
  createTransport: (settings: Settings, registry: Registry) => Transport;
}

/** @throws a ConnectError */
export async function loadReflected(
  settings: Settings,
  { reflect, createTransport, headers, signal }: LoadOptions,
): Promise<SchemaRecord> {
  // In binary without compression: that needs the least of a server.
  const plain: Settings = { ...settings, codec: "binary", compression: "off" };
  try {
    const transport = createTransport(plain, createRegistry());
    const { registry, services, problems } = await reflect({ transport, headers, signal });
    return {
      name: hostOf(settings.baseUrl) || "This page's server",
      bytes: descriptorsOf(registry),
      readAtMs: Date.now(),
      services,
      problems,
    };
  } catch (error) {
    throw ConnectError.from(error);
  }
}

const openSetInstead = "Or open a descriptor set: buf build -o descriptors.binpb creates one.";

/** Returns what the user can do about an error of {@link loadReflected}. */
export function reflectionAdvice({ code, rawMessage }: ConnectError): string {
  if (/HTTP\/2|\b505\b/.test(rawMessage)) {
    return `Reflection is a stream in both directions, for which browsers need HTTP/2 and so https. ${openSetInstead}`;
  }
  switch (code) {
    case Code.Unimplemented:
    case Code.NotFound:
      return `The server has no reflection service: register one, such as connectrpc.com/grpcreflect in Go. ${openSetInstead}`;
    case Code.Unauthenticated:
    case Code.PermissionDenied:
      return "The headers of the request are sent along: add the credentials there, and load again.";
    default:
      return openSetInstead;
  }
}
