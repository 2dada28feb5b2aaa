/** Binary headers with several values, which HTTP joins with commas; base64 contains none. */
import { createClient, decodeBinaryHeader, Metadata, ResponseMetadata } from "farcall";
import { createFetchHandler, createInMemoryTransport, service } from "farcall/server";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "../../servers/collect.ts";
import { chunks, connectEnd, grpcWebEnd } from "../../servers/frames.ts";
import type { Script } from "../../servers/script.ts";
import type { Case } from "../calls/case.ts";
import { equal } from "../calls/check.ts";
import { protocolNames, wires } from "./wire.ts";

const bytesOf = (values: string[]) => values.map((value) => [...decodeBinaryHeader(value)]);

/** All ways to write [1] and [2], with or without padding and spaces. */
const joined = ["AQ, Ag==", "AQ,Ag==", "AQ== , Ag", " AQ==,Ag== ", "AQ,, Ag"];

export const binaryHeaders: Case[] = [
  ...protocolNames.map(
    (protocol): Case => ({
      name: `${protocol}: binary response headers are split at commas, others are not`,
      run: async (world) => {
        const { streamType, end } = wires[protocol];
        for (const value of joined) {
          const headers = { "content-type": streamType, "trace-bin": value, "x-text": "a, b" };
          const metadata = new ResponseMetadata();
          const client = world.scripted(protocol, { headers, chunks: chunks(end) });
          await collect(client.introduce({}, { metadata }));
          equal([value, bytesOf(metadata.headers.getAll("trace-bin"))], [value, [[1], [2]]]);
          equal(metadata.headers.getAll("x-text"), ["a, b"]);
        }
      },
    }),
  ),
  {
    name: "binary trailers are split at commas, whatever the number of lines",
    run: async (world) => {
      const scripts: [protocol: "Connect" | "gRPC-Web", end: Uint8Array][] = [
        ["Connect", connectEnd('{"metadata":{"trace-bin":["AQ","Ag=="]}}')],
        ["Connect", connectEnd('{"metadata":{"trace-bin":["AQ, Ag=="]}}')],
        ["gRPC-Web", grpcWebEnd("trace-bin: AQ\r\ntrace-bin: Ag==\r\ngrpc-status: 0\r\n")],
        ["gRPC-Web", grpcWebEnd("trace-bin: AQ,Ag==\r\ngrpc-status: 0\r\n")],
      ];
      for (const [protocol, end] of scripts) {
        const script: Script = { headers: { "content-type": wires[protocol].streamType }, chunks: chunks(end) };
        const metadata = new ResponseMetadata();
        await collect(world.scripted(protocol, script).introduce({}, { metadata }));
        equal(bytesOf(metadata.trailers.getAll("trace-bin")), [[1], [2]]);
      }
    },
  },
  {
    name: "a server reads each value of a binary request header",
    run: async () => {
      const found: string[][] = [];
      const handler = createFetchHandler({
        services: [
          service(DemoService, {
            say(_request, { requestHeaders }) {
              found.push(requestHeaders.getAll("trace-bin"));
              return {};
            },
          }),
        ],
      });
      const transport = createInMemoryTransport(handler);
      const headers = new Headers([
        ...Object.entries({ "trace-bin": "AQ" }),
        ...Object.entries({ "trace-bin": "Ag==" }),
      ]);
      await createClient(DemoService, transport).say({}, { headers });
      equal(found.map(bytesOf), [[[1], [2]]]);
    },
  },
  {
    name: "Metadata splits binary values from any source",
    run: async () => {
      const fromHeaders = new Headers();
      fromHeaders.append("trace-bin", "AQ");
      fromHeaders.append("trace-bin", "Ag==");
      const set = new Metadata();
      set.set("Trace-Bin", "AQ, Ag==");
      const appended = new Metadata();
      appended.append("trace-bin", "AQ, Ag==");
      const made = [new Metadata(fromHeaders), new Metadata({ "trace-bin": "AQ, Ag==" }), set, appended];
      made.push(...made.map((it) => new Metadata(it)));
      for (const metadata of made) {
        equal(bytesOf(metadata.getAll("trace-bin")), [[1], [2]]);
      }
    },
  },
];
