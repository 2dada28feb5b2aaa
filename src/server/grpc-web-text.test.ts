import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import {
  DemoService,
  SayRequestSchema,
  SayResponseSchema,
  SummarizeRequestSchema,
} from "../../playground/gen/demo/v1/demo_pb.ts";
import { decodeTrailers } from "../protocol/grpc-web/trailers.ts";
import { fromByteString, toByteString } from "../wire/byte-string.ts";
import { encodeEnvelopes } from "../wire/envelope.ts";
import { EnvelopeReader } from "../wire/envelope-reader.ts";
import { createFetchHandler } from "./fetch-handler.ts";
import { service } from "./service.ts";
import { serviceSync } from "./sync/service.ts";
import { createSyncHandler } from "./sync/sync-handler.ts";
import { toFetchHandler } from "./sync/to-fetch-handler.ts";

const options = { readMaxBytes: 300, cors: true };
let goOn: () => void = () => {};
const isToGoOn = new Promise<void>((resolve) => {
  goOn = resolve;
});

const handlers = {
  "a handler": createFetchHandler({
    ...options,
    services: [
      service(DemoService, {
        say: ({ sentence }) => ({ sentence: `You said: ${sentence}` }),
        async *introduce({ name }) {
          yield { sentence: `Hi ${name}` };
          await isToGoOn;
          yield { sentence: "Bye" };
        },
        async summarize(requests) {
          let sentences = 0;
          for await (const _ of requests) {
            sentences++;
          }
          return { sentences };
        },
      }),
    ],
  }),
  "a synchronous handler": toFetchHandler(
    createSyncHandler({
      readMaxBytes: 300,
      services: [
        serviceSync(DemoService, {
          say: ({ sentence }) => ({ sentence: `You said: ${sentence}` }),
          *introduce({ name }) {
            yield { sentence: `Hi ${name}` };
            yield { sentence: "Bye" };
          },
          summarize: (requests) => ({ sentences: [...requests].length }),
        }),
      ],
    }),
    { cors: true },
  ),
};

const type = "application/grpc-web-text";
const base64 = (bytes: Uint8Array) => btoa(toByteString(bytes));
const said = (sentence: string) =>
  base64(encodeEnvelopes({ flags: 0, payload: toBinary(SayRequestSchema, create(SayRequestSchema, { sentence })) }));

/** Decodes the frames of a body whose base64 pieces are padded individually. */
function framesOf(body: string) {
  const bytes = body.match(/[^=]+={0,2}/g)?.flatMap((piece) => [...fromByteString(atob(piece))]) ?? [];
  return new EnvelopeReader(1000).push(Uint8Array.from(bytes));
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe.each(Object.entries(handlers))("%s that is called in gRPC-Web's text format", (_, handler) => {
  const ask = (body: string, { method = "Say", headers = {} as Record<string, string> } = {}) =>
    handler(`http://localhost/demo.v1.DemoService/${method}`, {
      method: "POST",
      headers: { "content-type": type, "x-grpc-web": "1", ...headers },
      body,
    });

  it.each([type, `${type}+proto`])("responds to %s with base64 frames, then the trailers", async (contentType) => {
    const response = await ask(said("hi"), { headers: { "content-type": contentType } });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(`${type}+proto`);
    expect(response.headers.get("access-control-expose-headers")).toContain("content-type");
    const [message, trailers] = framesOf(await response.text());
    expect(fromBinary(SayResponseSchema, message?.payload as Uint8Array).sentence).toBe("You said: hi");
    expect(trailers?.flags).toBe(0x80);
    expect(text(trailers?.payload)).toContain("grpc-status: 0");
  });

  it("responds in the format that the client accepts, whatever the format of the request", async () => {
    const answered = async (headers: Record<string, string>) =>
      (await ask(said("hi"), { headers })).headers.get("content-type");
    expect(await answered({ accept: "application/grpc-web+proto" })).toBe("application/grpc-web+proto");
    expect(await answered({ accept: "application/grpc-web-text" })).toBe("application/grpc-web-text+proto");
    expect(await answered({ accept: "*/*" })).toBe("application/grpc-web-text+proto");
    const binary = await handler("http://localhost/demo.v1.DemoService/Say", {
      method: "POST",
      headers: { "content-type": "application/grpc-web", accept: type },
      body: fromByteString(atob(said("hi"))),
    });
    expect(binary.headers.get("content-type")).toBe("application/grpc-web-text+proto");
    expect(framesOf(await binary.text())).toHaveLength(2);
  });

  it("reads several pieces, each with its own padding", async () => {
    const schema = SummarizeRequestSchema;
    const pieces = ["a", "bc", "def"].map((sentence) =>
      base64(encodeEnvelopes({ flags: 0, payload: toBinary(schema, create(schema, { sentence })) })),
    );
    expect(pieces.filter((piece) => piece.endsWith("=")).length).toBeGreaterThan(1);
    const [message] = framesOf(await (await ask(pieces.join(""), { method: "Summarize" })).text());
    expect(message?.payload).toEqual(Uint8Array.of(8, 3));
  });

  it("rejects invalid base64, and says where", async () => {
    const response = await ask("AAAA?BBB");
    const [trailers] = framesOf(await response.text());
    const status = decodeTrailers(trailers?.payload as Uint8Array);
    expect(Object.fromEntries(status)).toMatchObject({
      "grpc-status": "3",
      "grpc-message": 'the body is not base64: "?" at character 4',
    });
  });

  it("enforces its message limit", async () => {
    const [trailers] = framesOf(await (await ask(said("x".repeat(400)))).text());
    expect(text(trailers?.payload)).toContain("grpc-status: 8");
  });

  it("reports an unknown method in the text format", async () => {
    const response = await ask(said("hi"), { method: "Nonsense" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("grpc-status")).toBe("12");
  });
});

it("flushes each message of a text stream before the next one is produced", async () => {
  const response = await handlers["a handler"]("http://localhost/demo.v1.DemoService/Introduce", {
    method: "POST",
    headers: { "content-type": type },
    body: said("Ada"), // the fields `name` and `sentence` have the same number
  });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const [first] = framesOf(text((await reader.read()).value));
  expect(fromBinary(SayResponseSchema, first?.payload as Uint8Array).sentence).toBe("Hi Ada");
  goOn();
  const [second] = framesOf(text((await reader.read()).value));
  expect(fromBinary(SayResponseSchema, second?.payload as Uint8Array).sentence).toBe("Bye");
});
