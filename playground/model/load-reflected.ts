/** Asks the server of a target for its own descriptors, by reflection. */
import { createRegistry, type FileRegistry } from "@bufbuild/protobuf";
import { ConnectError, type Transport } from "farcall";
import { descriptorsOf, type SchemaRecord } from "./schema.ts";
import type { Settings } from "./settings.ts";
import type { MakeTransport } from "./settings-transport.ts";
import { hostOf } from "./target.ts";

export interface ReflectOptions {
  transport: Transport;
  headers: [name: string, value: string][];
  signal: AbortSignal;
}

export interface Reflected {
  readonly registry: FileRegistry;
  /** The services that the server listed. */
  readonly services: readonly string[];
  /** What it did not describe, in sentences. */
  readonly problems: readonly string[];
}

/** Rejects with a ConnectError that says what to do about it. */
export type ReflectServices = (options: ReflectOptions) => Promise<Reflected>;

export interface LoadOptions extends Omit<ReflectOptions, "transport"> {
  reflect: ReflectServices;
  makeTransport: MakeTransport;
}

/** @throws the ConnectError of `reflect`, or one that says what is wrong with the settings */
export async function loadReflected(
  settings: Settings,
  { reflect, makeTransport, headers, signal }: LoadOptions,
): Promise<SchemaRecord> {
  // In binary without compression: that needs the least of a server.
  const plain: Settings = { ...settings, codec: "binary", compression: "off" };
  try {
    const transport = makeTransport(plain, { registry: createRegistry(), service: undefined });
    const { registry, services, problems } = await reflect({ transport, headers, signal });
    return {
      name: hostOf(settings.baseUrl) || "This page's server",
      bytes: descriptorsOf(registry),
      readAtMs: Date.now(),
      services: services.filter((name) => !name.startsWith("grpc.reflection.")),
      problems,
    };
  } catch (error) {
    throw ConnectError.from(error);
  }
}
