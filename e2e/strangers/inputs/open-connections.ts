/** Proxies and servers that leave the connection open after a complete or invalid response. */
import { Code, type ConnectTransportOptions } from "farcall";
import { createFetchHandler } from "farcall/server";
import { demoService } from "../../../playground/demo/demo-service.ts";
import { collect } from "../../servers/collect.ts";
import { chunks, connectEnd, frame, grpcWebEnd, sentence } from "../../servers/frames.ts";
import type { Script } from "../../servers/script.ts";
import type { Case } from "../calls/case.ts";
import { equal, failsWith, matches } from "../calls/check.ts";
import { newId } from "../calls/new-id.ts";
import { protocolNames, utf8, wires } from "./wire.ts";

const grpcWebType = wires["gRPC-Web"].unaryType;

type OpenAnswer = Script & { id: string };

/** A response that arrives immediately, on a connection that stays open. */
function open(contentType: string, body: Uint8Array[], head: object = {}): OpenAnswer {
  return { id: newId(), headers: { "content-type": contentType, ...head }, chunks: chunks(...body), after: "hang" };
}

/** Splits a body into single bytes, so that a frame's payload arrives later than its header. */
const inBytes = (body: Uint8Array[]) => body.flatMap((it) => Array.from(it, (byte) => Uint8Array.of(byte)));

const limits: Partial<ConnectTransportOptions>[] = [{}, { readMaxBytes: 1_000 }];

export const openConnections: Case[] = [
  ...protocolNames.flatMap((protocol): Case[] => {
    const { streamType, end } = wires[protocol];
    const failure =
      protocol === "Connect"
        ? connectEnd('{"error":{"code":"not_found","message":"no hat"}}')
        : grpcWebEnd("grpc-status: 5\r\ngrpc-message: no hat\r\n");
    return [
      {
        name: `${protocol}: a stream ends at its end frame, and closes its connection`,
        run: async (world) => {
          const body = [frame(0, sentence("one")), frame(0, sentence("two")), end];
          const endings: [script: OpenAnswer, messages: number][] = [
            [open(streamType, body), 2],
            [open(streamType, inBytes(body)), 2],
            [open(streamType, [end]), 0],
          ];
          const checks = endings.map(async ([script, messages]) => {
            equal((await collect(world.scripted(protocol, script).introduce({}))).length, messages);
            await world.hasSeen(script.id, ({ open }) => open === 0);
          });
          await Promise.all(checks);
        },
      },
      {
        name: `${protocol}: a stream fails at an end frame that says so, after its messages`,
        run: async (world) => {
          const script = open(streamType, [frame(0, sentence("one")), failure]);
          const received: unknown[] = [];
          await failsWith(Code.NotFound, collect(world.scripted(protocol, script).introduce({}), received), "no hat");
          equal(received.length, 1);
          await world.hasSeen(script.id, ({ open }) => open === 0);
        },
      },
      {
        name: `${protocol}: the response to a client stream is delivered at its end frame`,
        run: async (world) => {
          const script = open(streamType, [frame(0), end]);
          equal((await world.scripted(protocol, script).summarize([{ sentence: "hi" }])).words, 0);
          await failsWith(Code.NotFound, world.scripted(protocol, open(streamType, [failure])).summarize([]), "no hat");
        },
      },
      {
        name: `${protocol}: data after the end frame in the same chunk is still an error`,
        run: async (world) => {
          const script = open(streamType, [Uint8Array.from([...end, ...frame(0, sentence("late"))])]);
          await failsWith(Code.Internal, collect(world.scripted(protocol, script).introduce({})));
        },
      },
      {
        name: `${protocol}: a server refuses a request that is not an envelope at its first byte, though more may come`,
        run: async () => {
          const handler = createFetchHandler({ services: [demoService()] });
          for (const method of ["Introduce", "Summarize", "Converse"]) {
            const body = new ReadableStream({ start: (controller) => controller.enqueue(utf8("<html>")) });
            const init = { method: "POST", headers: { "content-type": streamType }, body, duplex: "half" };
            const response = await handler(new Request(`http://localhost/demo.v1.DemoService/${method}`, init));
            const outcome = `${response.headers.get("grpc-status")} ${await response.text()}`;
            matches(outcome, /"invalid_argument"|^3 |grpc-status: 3\b/);
          }
        },
      },
      {
        name: `${protocol}: a body that is not a stream of envelopes is refused at its first byte, whatever the limit`,
        run: async (world) => {
          for (const options of limits) {
            for (const body of [
              "<html><body>Log in</body></html>",
              '{"code":"unavailable"}',
              "upstream connect error",
            ]) {
              const client = world.scripted(protocol, open(streamType, [utf8(body)]), options);
              await failsWith(Code.Internal, collect(client.introduce({})));
              await failsWith(Code.Internal, client.summarize([{ sentence: "hi" }]));
              await failsWith(
                Code.Internal,
                collect(world.scripted(protocol, open(streamType, [utf8("<")])).introduce({})),
              );
            }
          }
        },
      },
    ];
  }),
  {
    name: "gRPC-Web: a unary call ends at its trailer frame, and closes its connection",
    run: async (world) => {
      const body = [frame(0, sentence("one")), grpcWebEnd()];
      const checks = limits.flatMap((options) =>
        [open(grpcWebType, body), open(grpcWebType, inBytes(body))].map(async (script) => {
          equal((await world.scripted("gRPC-Web", script, options).say({})).sentence, "one");
          await world.hasSeen(script.id, ({ open }) => open === 0);
        }),
      );
      await Promise.all(checks);
    },
  },
  {
    name: "gRPC-Web: a unary response that is not an envelope is refused at its first byte, whatever the limit",
    run: async (world) => {
      for (const options of limits) {
        await failsWith(
          Code.Internal,
          world.scripted("gRPC-Web", open(grpcWebType, [utf8("<html>")]), options).say({}),
        );
      }
    },
  },
  {
    name: "gRPC-Web: an error status in the headers ends the call, whatever the body does",
    run: async (world) => {
      const head = { "grpc-status": "7", "grpc-message": "not yours" };
      for (const [type, status] of [
        [grpcWebType, 200],
        [grpcWebType, 403],
        ["application/grpc", 200],
        ["text/plain", 503],
      ] as const) {
        const script = { ...open(type, [], head), status };
        await failsWith(Code.PermissionDenied, world.scripted("gRPC-Web", script).say({}), "not yours");
        await failsWith(Code.PermissionDenied, collect(world.scripted("gRPC-Web", script).introduce({})), "not yours");
        await world.hasSeen(script.id, ({ open }) => open === 0);
      }
    },
  },
];
