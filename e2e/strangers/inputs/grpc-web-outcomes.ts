/**
 * The places of a gRPC-Web status: in the headers, whatever HTTP status, content type and body come with it, or in the
 * trailer frame.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md
 */
import { Code, errorDetail, findDetails } from "farcall";
import { FailureReasonSchema } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { chunks, frame, grpcWebEnd, sentence } from "../../servers/frames.ts";
import { base64, type Script } from "../../servers/script.ts";
import type { Case } from "../calls/case.ts";
import { equal, failsWith } from "../calls/check.ts";
import { utf8 } from "./wire.ts";

const ours = "application/grpc-web+proto";
const httpStatuses = [200, 204, 400, 401, 404, 429, 500, 503];
const types = [ours, "application/grpc-web-text", "application/grpc", "text/plain", "application/json", undefined];

/** Bodies without a status. */
const bodies: Record<string, Uint8Array[]> = {
  none: [],
  "an empty trailer frame": [grpcWebEnd("")],
  "trailers without a status": [grpcWebEnd("x-note: 1\r\n")],
  "a message and no trailers": [frame(0, sentence("one"))],
  "a message that is cut": [frame(0, sentence("one")).subarray(0, 7)],
  "a text": [utf8("upstream connect error or disconnect/reset before headers")],
  "a web page": [utf8("<html><body>Bad gateway</body></html>")],
  "some JSON": [utf8('{"code":"unavailable"}')],
};

/** The meaning of each HTTP status by itself. */
const mapped: Record<number, Code> = {
  400: Code.Internal,
  401: Code.Unauthenticated,
  403: Code.PermissionDenied,
  404: Code.Unimplemented,
  429: Code.Unavailable,
  502: Code.Unavailable,
  503: Code.Unavailable,
  504: Code.Unavailable,
};

function answer(status: number, type: string | undefined, head: object, body: Uint8Array[] = []): Script {
  const headers: Record<string, string> = { ...(type && { "content-type": type }), ...head };
  return { status, headers, chunks: status === 204 ? [] : chunks(...body) };
}

export const grpcWebOutcomes: Case[] = [
  ...httpStatuses.flatMap((status) =>
    types.map(
      (type): Case => ({
        name: `a status in the headers is the outcome of HTTP ${status} with ${type ?? "no content type"}, whatever the body is`,
        run: async (world) => {
          const head = { "grpc-status": "3", "grpc-message": "b%C3%A4d", "x-from-the-head": "2" };
          const checks = Object.entries(bodies).flatMap(([name, body]) =>
            [...world.answers("gRPC-Web", answer(status, type, head, body))].map(async (call) => {
              const error = await failsWith(Code.InvalidArgument, call, "bäd");
              equal([name, error.metadata.get("x-from-the-head")], [name, "2"]);
            }),
          );
          await Promise.all(checks);
        },
      }),
    ),
  ),
  {
    name: "a status in the headers comes with its details",
    run: async (world) => {
      const { type, value } = errorDetail(FailureReasonSchema, { reason: "because" });
      // google.rpc.Status by hand: code 3, message "bad", one detail, which is an Any.
      const typeUrl = utf8(`type.googleapis.com/${type}`);
      const any = [0x0a, typeUrl.length, ...typeUrl, 0x12, value.length, ...value];
      const details = base64(Uint8Array.of(0x08, 3, 0x12, 3, ...utf8("bad"), 0x1a, any.length, ...any));
      const head = { "grpc-status": "3", "grpc-message": "bad", "grpc-status-details-bin": details };
      for (const script of [answer(400, ours, head), answer(200, "application/grpc", head), answer(204, ours, head)]) {
        for (const call of world.answers("gRPC-Web", script)) {
          const error = await failsWith(Code.InvalidArgument, call, "bad");
          equal(
            findDetails(error, FailureReasonSchema).map(({ reason }) => reason),
            ["because"],
          );
        }
      }
    },
  },
  {
    name: "a status in the trailer frame overrides the one in the headers, whether OK or an error",
    run: async (world) => {
      const trailers = grpcWebEnd("grpc-status: 5\r\ngrpc-message: no hat\r\n");
      for (const call of world.answers("gRPC-Web", answer(200, ours, { "grpc-status": "3" }, [trailers]))) {
        await failsWith(Code.NotFound, call, "no hat");
      }
      const success = [frame(0, sentence("one")), grpcWebEnd()];
      for (const call of world.answers("gRPC-Web", answer(200, ours, { "grpc-status": "3" }, success))) {
        await call;
      }
    },
  },
  {
    name: "messages are delivered before an outcome in the headers",
    run: async (world) => {
      const head = { "grpc-status": "14", "grpc-message": "going away" };
      const stream = world.scripted("gRPC-Web", answer(200, ours, head, [frame(0, sentence("one"))])).introduce({});
      const received: unknown[] = [];
      const reading = (async () => {
        for await (const message of stream) {
          received.push(message.sentence);
        }
      })();
      await failsWith(Code.Unavailable, reading, "going away");
      equal(received, ["one"]);
    },
  },
  ...Object.entries(mapped).map(
    ([status, code]): Case => ({
      name: `without any status HTTP ${status} means ${code}`,
      run: async (world) => {
        for (const type of types) {
          for (const call of world.answers("gRPC-Web", answer(Number(status), type, {}, bodies["a text"]))) {
            await failsWith(code, call);
          }
        }
      },
    }),
  ),
  {
    name: "trailers whose lines end in a bare LF are read",
    run: async (world) => {
      const script = answer(200, ours, {}, [grpcWebEnd("grpc-status: 5\ngrpc-message: no hat\nx-note: 1\n")]);
      for (const call of world.answers("gRPC-Web", script)) {
        equal((await failsWith(Code.NotFound, call, "no hat")).metadata.get("x-note"), "1");
      }
    },
  },
];
