/** The clients that are compared: each has a page of its own, because clients in one page would share what the engine learns. */
import { readFileSync } from "node:fs";
import { compileProtobuf } from "farcall/vite";

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {string} label
 * @property {string} page in pages/
 * @property {readonly [path: string, name: string]} generated from bench.proto: a module, and its export that the page is given
 * @property {() => import("vite").PluginOption[]} plugins
 * @property {readonly string[]} packages whose versions count
 */

const plain = () => [];
const protobufEs = /** @type {const} */ (["es/bench/v1/bench_pb.js", "BenchService"]);

/** @type {readonly Contender[]} */
export const contenders = [
  {
    name: "limit",
    label: "bare fetch",
    page: "bare-fetch.ts",
    generated: protobufEs,
    plugins: plain,
    packages: ["@bufbuild/protobuf"],
  },
  { name: "farcall", label: "Farcall", page: "farcall.ts", generated: protobufEs, plugins: plain, packages: [] },
  {
    name: "compiled",
    label: "Farcall, compiled",
    page: "farcall.ts",
    generated: protobufEs,
    plugins: () => [compileProtobuf()],
    packages: [],
  },
  {
    name: "connect-web",
    label: "connect-web",
    page: "connect-web.ts",
    generated: protobufEs,
    plugins: plain,
    packages: ["@connectrpc/connect-web", "@connectrpc/connect"],
  },
  {
    name: "nice-grpc-web",
    label: "nice-grpc-web",
    page: "nice-grpc-web.ts",
    generated: ["ts-proto/bench/v1/bench.ts", "BenchServiceDefinition"],
    plugins: plain,
    packages: ["nice-grpc-web", "ts-proto"],
  },
  {
    name: "protobuf-ts",
    label: "protobuf-ts",
    page: "protobuf-ts.ts",
    generated: ["protobuf-ts/bench/v1/bench.client.ts", "BenchServiceClient"],
    plugins: plain,
    packages: ["@protobuf-ts/grpcweb-transport", "@protobuf-ts/plugin"],
  },
];

/** @param {string} name of a package */
export function versionOf(name) {
  const json = readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), "utf8");
  return /** @type {string} */ (JSON.parse(json).version);
}
