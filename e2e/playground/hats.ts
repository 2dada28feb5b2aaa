/** A service that the playground does not know: its descriptors as `buf build` writes them, and a server for it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { create, type DescService, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { createFetchHandler, service } from "farcall/server";
import { createNodeHandler } from "farcall/server/node";
import { readDescriptorSet } from "../../react/devtools/model/read-descriptor-set.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** @returns the path of a new file */
export function buildHats(name: string, ...options: string[]): string {
  const file = join(mkdtempSync(join(tmpdir(), "farcall-hats-")), name);
  execFileSync(join(root, "node_modules/.bin/buf"), ["build", "e2e/playground/proto", "-o", file, ...options], {
    cwd: root,
  });
  return file;
}

/** Descriptors of many services with many methods each: "big.v1.Service7", "Method7x3". */
export function bigDescriptors(services: number, methods: number): Buffer {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  const service = numbers(services).map((at) => ({
    name: `Service${at}`,
    method: numbers(methods).map((index) => ({
      name: `Method${at}x${index}`,
      inputType: ".big.v1.Nothing",
      outputType: ".big.v1.Nothing",
    })),
  }));
  const file = {
    name: "big/v1/big.proto",
    package: "big.v1",
    syntax: "proto3",
    messageType: [{ name: "Nothing" }],
    service,
  };
  return Buffer.from(toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file: [file] })));
}

/** Answers FindHat with a hat of the requested size. */
export function hatListener(descriptors: string): RequestListener {
  const { registry } = readDescriptorSet(readFileSync(descriptors));
  const hats = registry.getService("acme.hats.v1.HatService") as DescService;
  const implementation = { findHat: ({ size }: { size: number }) => ({ size, color: 1 }) };
  return createNodeHandler(createFetchHandler({ services: [service(hats, implementation as never)] }));
}
