/** Pages with one unary call, whose bytes are compared. */
import { writeFileSync } from "node:fs";
import { compileProtobuf } from "farcall/vite";
import { bundle } from "../../scripts/bundle.mjs";
import { folder } from "./generated-code.mjs";

/** @typedef {import("./pages/contender.ts").Protocol} Protocol */

const helloService = `import { HelloService } from "./es/hello/v1/hello_pb.js";`;
const call = `const { sentence } = await client.say({ sentence: "hello" });`;

/** @type {Record<Protocol, string>} */
const unaryTypes = { Connect: "application/proto", "gRPC-Web": "application/grpc-web+proto" };

/** With the least that Farcall can be loaded with. @param {Protocol} protocol */
function smallest(protocol) {
  const value = protocol === "Connect" ? "connectUnary" : "grpcWebUnary";
  return `import { ${value}, createClient, createTransport, protoBinary } from "farcall";
${helloService}
const transport = createTransport({ baseUrl: "/", protocol: ${value}(), codec: protoBinary() });
const client = createClient(HelloService, transport);
${call}`;
}

/** With a transport that has everything. @param {Protocol} protocol @param {string} client @param {string} web @param {string} [options] */
function preset(protocol, client, web, options = "") {
  const createTransport = protocol === "Connect" ? "createConnectTransport" : "createGrpcWebTransport";
  return `import { createClient } from "${client}";
import { ${createTransport} } from "${web}";
${helloService}
const client = createClient(HelloService, ${createTransport}({ baseUrl: "/"${options} }));
${call}`;
}

/** @param {Protocol} protocol */
function byHand(protocol) {
  const [before, after] =
    protocol === "Connect" ? ["message", "bytes"] : ["[0, 0, 0, 0, message.length, ...message]", ""];
  return `import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { SayRequestSchema, SayResponseSchema } from "./es/hello/v1/hello_pb.js";
const message = toBinary(SayRequestSchema, create(SayRequestSchema, { sentence: "hello" }));
const body = ${before === "message" ? before : `Uint8Array.from(${before})`};
const headers = { "content-type": "${unaryTypes[protocol]}" };
const response = await fetch("/hello.v1.HelloService/Say", { method: "POST", headers, body });
const bytes = new Uint8Array(await response.arrayBuffer());
const { sentence } = fromBinary(SayResponseSchema, ${after || "bytes.subarray(5, 5 + bytes[4])"});`;
}

const niceGrpcWeb = `import { createChannel, createClient } from "nice-grpc-web";
import { HelloServiceDefinition } from "./ts-proto/hello/v1/hello.ts";
const client = createClient(HelloServiceDefinition, createChannel(location.origin));
${call}`;

const protobufTs = `import { GrpcWebFetchTransport } from "@protobuf-ts/grpcweb-transport";
import { HelloServiceClient } from "./protobuf-ts/hello/v1/hello.client.ts";
const client = new HelloServiceClient(new GrpcWebFetchTransport({ baseUrl: "/", format: "binary" }));
const { sentence } = await client.say({ sentence: "hello" }).response;`;

/**
 * Returns the gzipped bytes of each contender's page, by its name.
 *
 * @param {Protocol} protocol
 * @param {"smallest" | "preset"} farcall what Farcall is loaded with: the others have only one form
 * @returns {Promise<Map<string, number>>}
 */
export async function bytesOfPages(protocol, farcall) {
  const own = farcall === "smallest" ? smallest(protocol) : preset(protocol, "farcall", "farcall");
  const connectWeb = preset(protocol, "@connectrpc/connect", "@connectrpc/connect-web", ", useBinaryFormat: true");
  /** @type {[name: string, program: string, plugins?: import("vite").PluginOption[]][]} */
  const pages = [
    ["limit", byHand(protocol)],
    ["farcall", own],
    ["compiled", own, [compileProtobuf()]],
    ["connect-web", connectWeb],
    ...(protocol === "gRPC-Web"
      ? /** @type {[string, string][]} */ ([
          ["nice-grpc-web", niceGrpcWeb],
          ["protobuf-ts", protobufTs],
        ])
      : []),
  ];
  const sizes = new Map();
  for (const [name, program, plugins] of pages) {
    const entry = `${folder}/one-call-${name}.ts`;
    writeFileSync(entry, `${program}\ndocument.body.textContent = sentence;\n`);
    sizes.set(name, (await bundle(entry, { ...(plugins && { plugins }) })).gzipBytes);
  }
  return sizes;
}
