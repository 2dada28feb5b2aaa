/** Learns the schema of a server from the server itself, by the reflection service of gRPC. */
import type { FileRegistry } from "@bufbuild/protobuf";
import { Code, ConnectError, type Transport } from "farcall";
import { advise } from "./reflection/advise.ts";
import { findReflection } from "./reflection/ask.ts";
import { assembleFiles } from "./reflection/assemble-files.ts";
import { collectFiles } from "./reflection/collect-files.ts";

export interface ReflectOptions {
  /** With the binary codec if possible: not every server speaks JSON here. */
  readonly transport: Transport;
  /** The headers of the page's requests. */
  readonly headers?: HeadersInit;
  readonly signal?: AbortSignal;
}

export interface ReflectedSchema {
  readonly registry: FileRegistry;
  /** Names of the services in the registry, in the order in which the server lists them. */
  readonly services: readonly string[];
  /** What is missing from the registry, and why: sentences for the reader. */
  readonly problems: readonly string[];
}

/** Rejects with a ConnectError that says what to do about it. */
export async function reflectServices({ transport, headers, signal }: ReflectOptions): Promise<ReflectedSchema> {
  try {
    const { ask, listed } = await findReflection({ transport, headers, signal });
    const collected = await collectFiles(ask, listed);
    const { registry, problems } = assembleFiles(collected.files);
    const services = listed.filter((name) => registry.getService(name));
    const all = [...collected.problems, ...problems];
    if (services.length === 0) {
      throw new ConnectError(Code.NotFound, ["the server describes none of its services", ...all].join("; "));
    }
    return { registry, services, problems: all };
  } catch (error) {
    throw advise(ConnectError.from(error));
  }
}
