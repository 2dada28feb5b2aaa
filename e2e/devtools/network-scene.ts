/** A page without a recorder, whose requests the browser reports: for the panel's own tests. */
import { create, type DescMessage, toBinary } from "@bufbuild/protobuf";
import { base64Encode } from "@bufbuild/protobuf/wire";
import { type Link, type NetworkWatcher, networkLink } from "farcall/react/devtools";
import {
  FailRequestSchema,
  IntroduceRequestSchema,
  IntroduceResponseSchema,
  SayRequestSchema,
  SayResponseSchema,
} from "../../playground/gen/demo/v1/demo_pb.ts";
import { frame, grpcWebEnd, joined } from "../servers/frames.ts";

interface Listed {
  method: string;
  type: string;
  status?: number;
  request: Uint8Array;
  response: Uint8Array | string;
  ms: number;
}

/** A link, and a function that makes the browser report a request. */
export function networkScene(): { link: Link; list(index: number): void } {
  let watcher: NetworkWatcher | undefined;
  const link = networkLink(
    { ask: async () => undefined, reloadAndRecord: async () => {} },
    {
      watch(given) {
        watcher = given;
      },
    },
  );
  let at = Date.now();
  const list = (index: number) => {
    const listed = listing[index % listing.length];
    if (listed) {
      watcher?.onRequest(entryOf(listed, at), async () => contentOf(listed.response));
      at += 40;
    }
  };
  for (const index of listing.keys()) {
    list(index);
  }
  return { link, list };
}

const encoded = (desc: DescMessage, message: object) => toBinary(desc, create(desc, message as never));

const listing: readonly Listed[] = [
  {
    method: "Say",
    type: "application/proto",
    request: encoded(SayRequestSchema, { sentence: "wool" }),
    response: encoded(SayResponseSchema, { sentence: "You said: wool" }),
    ms: 21,
  },
  {
    method: "Introduce",
    type: "application/grpc-web+proto",
    request: frame(0, encoded(IntroduceRequestSchema, { name: "Ada" })),
    response: joined([
      frame(0, encoded(IntroduceResponseSchema, { sentence: "Hello Ada." })),
      frame(0, encoded(IntroduceResponseSchema, { sentence: "Goodbye." })),
      grpcWebEnd(),
    ]),
    ms: 180,
  },
  {
    method: "Fail",
    type: "application/proto",
    status: 412,
    request: encoded(FailRequestSchema, { code: 9, message: "The loom has no warp." }),
    response: '{"code":"failed_precondition","message":"The loom has no warp."}',
    ms: 34,
  },
];

function entryOf({ method, type, status = 200, request, response, ms }: Listed, at: number): object {
  return {
    startedDateTime: new Date(at).toISOString(),
    time: ms,
    request: {
      method: "POST",
      url: `https://api.example.com/demo.v1.DemoService/${method}`,
      headers: [
        { name: "content-type", value: type },
        { name: "content-length", value: String(request.byteLength) },
        { name: "connect-protocol-version", value: "1" },
        { name: "authorization", value: "Bearer secret" },
      ],
      postData: { mimeType: type, text: String.fromCharCode(...request) },
    },
    response: {
      status,
      statusText: "",
      headers: [{ name: "content-type", value: typeof response === "string" ? "application/json" : type }],
      content: { size: response.length },
    },
    timings: { receive: ms / 3 },
  };
}

function contentOf(response: Uint8Array | string): object {
  return typeof response === "string" ? { text: response } : { text: base64Encode(response), encoding: "base64" };
}
