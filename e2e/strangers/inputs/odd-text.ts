/** Text that is not encoded as the protocols require: people read it, so it is kept. */
import { Code, ResponseMetadata } from "farcall";
import { collect } from "../../servers/collect.ts";
import { chunks, connectEnd, frame, grpcWebEnd, sentence } from "../../servers/frames.ts";
import type { Script } from "../../servers/script.ts";
import type { Case } from "../calls/case.ts";
import { equal, failsWith, matches } from "../calls/check.ts";
import { rawUtf8, utf8, wires } from "./wire.ts";

const texts = ["用户不存在", "naïve café", "Größe: 100 %", "🎩 off", "a % that is none", "100%25 sure"];
/** Applies percent-decoding, which still takes place. */
const decoded = (text: string) => text.replace("%25", "%");

const grpcWebType = { "content-type": wires["gRPC-Web"].streamType };
const trailersOf = (...lines: (string | Uint8Array)[]): Script => ({
  headers: grpcWebType,
  chunks: chunks(
    frame(0x80, Uint8Array.from(lines.flatMap((line) => [...(typeof line === "string" ? utf8(line) : line)]))),
  ),
});

export const oddText: Case[] = [
  ...texts.map(
    (text): Case => ({
      name: `gRPC-Web: the message ${JSON.stringify(text)} is kept, though it is not percent-encoded`,
      run: async (world) => {
        for (const call of world.answers("gRPC-Web", trailersOf(`grpc-status: 5\r\ngrpc-message: ${text}\r\n`))) {
          await failsWith(Code.NotFound, call, decoded(text));
        }
      },
    }),
  ),
  ...texts.map(
    (text): Case => ({
      name: `gRPC-Web: the message ${JSON.stringify(text)} in the headers is kept, though it is not percent-encoded`,
      run: async (world) => {
        const head = { ...grpcWebType, "grpc-status": "5", "grpc-message": rawUtf8(text) };
        for (const call of world.answers("gRPC-Web", { headers: head })) {
          await failsWith(Code.NotFound, call, decoded(text));
        }
      },
    }),
  ),
  {
    name: "gRPC-Web: a Latin-1 message in the headers is kept unchanged",
    run: async (world) => {
      const head = { ...grpcWebType, "grpc-status": "5", "grpc-message": "caf\u00e9" };
      for (const call of world.answers("gRPC-Web", { headers: head })) {
        await failsWith(Code.NotFound, call, /^caf[é\ufffd]$/); // workerd itself decodes headers as UTF-8
      }
    },
  },
  {
    name: "gRPC-Web: a message that is not even UTF-8 is kept as far as it is readable",
    run: async (world) => {
      const script = trailersOf("grpc-status: 5\r\ngrpc-message: caf", Uint8Array.of(0xe9), "!\r\n");
      for (const call of world.answers("gRPC-Web", script)) {
        matches((await failsWith(Code.NotFound, call)).rawMessage, /^caf.!$/);
      }
    },
  },
  {
    name: "gRPC-Web: trailers with any text are kept, and an invalid one does not affect the others",
    run: async (world) => {
      const lines = grpcWebEnd("note: 用户\r\nbad name: 1\r\n: 2\r\nnothing\r\ncost: 3\r\ngrpc-status: 0\r\n");
      const metadata = new ResponseMetadata();
      const script = { headers: grpcWebType, chunks: chunks(frame(0, sentence("one")), lines) };
      await collect(world.scripted("gRPC-Web", script).introduce({}, { metadata }));
      equal([metadata.trailers.get("note"), metadata.trailers.get("cost")], ["用户", "3"]);
      equal(metadata.trailers.getAll("note"), ["用户"]);
    },
  },
  {
    name: "Connect: metadata of an end frame is kept with any text, and invalid entries do not affect the others",
    run: async (world) => {
      const end = connectEnd('{"metadata":{"note":["用户","b"],"bad name":["1"],"cost":["3"]}}');
      const metadata = new ResponseMetadata();
      const script = { headers: { "content-type": wires.Connect.streamType }, chunks: chunks(end) };
      await collect(world.scripted("Connect", script).introduce({}, { metadata }));
      equal(metadata.trailers.getAll("note"), ["用户", "b"]);
      equal([metadata.trailers.get("note"), metadata.trailers.get("cost")], ["用户, b", "3"]);
    },
  },
];
