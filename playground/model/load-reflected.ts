/** Asks the server of a target for its own descriptors, by reflection. */
import { createRegistry, type FileRegistry, type Registry } from "@bufbuild/protobuf";
import { ConnectError, type Transport } from "farcall";
import { descriptorsOf, type SchemaRecord } from "./schema.ts";
import type { Settings } from "./settings.ts";
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
  createTransport: (settings: Settings, registry: Registry) => Transport;
}

/** @throws the ConnectError of `reflect`, or one that says what is wrong with the settings */
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
