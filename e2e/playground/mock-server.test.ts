/** The mock server of the page, called as the page calls servers. */
import { createRegistry, type DescMethod, type Message } from "@bufbuild/protobuf";
import {
  Code,
  connect,
  createClient,
  createTransport,
  grpcWeb,
  protoBinary,
  protoJson,
  ResponseMetadata,
  type Transport,
} from "farcall";
import { expect, test } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";
import { exampleOf } from "../../playground/model/example-of.ts";
import { mockFetch } from "../../playground/model/mock-server.ts";
import { callMethod } from "./call-method.ts";

const registry = createRegistry(DemoService.file, NotesService.file);
const fetch = mockFetch([DemoService, NotesService], registry);
const baseUrl = "http://mock.test";
const methods: readonly DescMethod[] = [...DemoService.methods, ...NotesService.methods];

const transports: readonly (readonly [string, Transport])[] = [
  ["Connect", connect()] as const,
  ["gRPC-Web", grpcWeb()] as const,
].flatMap(([name, protocol]) =>
  [protoBinary(), protoJson({ registry })].map(
    (codec) => [`${name}, ${codec.name}`, createTransport({ baseUrl, fetch, protocol, codec })] as const,
  ),
);
const client = createClient(
  DemoService,
  createTransport({ baseUrl, fetch, protocol: connect(), codec: protoBinary() }),
);

test.each(transports)("every method of the demo answers, the same each time: %s", async (_, transport) => {
  const requests = ({ input }: DescMethod) => [0, 1].map((index) => exampleOf(input, registry, index));
  const outcomes = () =>
    Promise.all(methods.map((method) => callMethod(transport, method, registry, requests(method))));
  const answers = await outcomes();
  for (const [index, method] of methods.entries()) {
    const counts = { unary: 1, client_streaming: 1, server_streaming: 5, bidi_streaming: 2 };
    expect(answers[index]).toHaveLength(counts[method.methodKind]);
    expect(answers[index]?.[0]).toEqual(exampleOf(method.output, registry));
  }
  expect(await outcomes()).toEqual(answers);
});

test("the messages of a stream differ", async () => {
  const received: Message[] = [];
  for await (const message of client.tick({}, { headers: { "mock-count": "3" } })) {
    received.push(message);
  }
  expect(new Set(received.map(({ index }: Message & { index?: bigint }) => index)).size).toBe(3);
});

test("a method without side effects answers to GET", async () => {
  const seen: (string | undefined)[] = [];
  const transport = createTransport({
    baseUrl,
    fetch: (url, init) => {
      seen.push(init.method);
      return fetch(url, init);
    },
    protocol: connect(),
    codec: protoJson(),
  });
  const { sentence } = await createClient(DemoService, transport).say({}, { useGet: true });
  expect(sentence).toBe("Knitted from the wool of happy sheep.");
  expect(seen).toEqual(["GET"]);
});

test("a call fails with the code that its headers ask for, a stream after its messages", async () => {
  const headers = { "mock-code": "unavailable", "mock-count": "2" };
  await expect(client.say({}, { headers })).rejects.toMatchObject({ code: Code.Unavailable });
  let count = 0;
  const read = async () => {
    for await (const _ of client.tick({}, { headers })) {
      count++;
    }
  };
  await expect(read()).rejects.toMatchObject({ code: Code.Unavailable });
  expect(count).toBe(2);
});

test.each([
  [{ "mock-code": "exploded" }, 'the header mock-code is "exploded": give one of canceled, '],
  [{ "mock-delay-ms": "soon" }, 'the header mock-delay-ms is "soon": give a whole number up to 60000'],
])("a header that asks for nothing possible is explained: %o", async (headers, message) => {
  await expect(client.say({}, { headers })).rejects.toMatchObject({
    code: Code.InvalidArgument,
    rawMessage: expect.stringContaining(message),
  });
});

test("a delayed answer can be canceled, and times out", async () => {
  const headers = { "mock-delay-ms": "60000" };
  const controller = new AbortController();
  const canceled = client.say({}, { headers, signal: controller.signal });
  controller.abort();
  await expect(canceled).rejects.toMatchObject({ code: Code.Canceled });
  await expect(client.say({}, { headers, timeoutMs: 1 })).rejects.toMatchObject({ code: Code.DeadlineExceeded });
});

test("a stream can be canceled between two messages", async () => {
  const controller = new AbortController();
  const read = async () => {
    for await (const _ of client.tick({}, { headers: { "mock-count": "100000" }, signal: controller.signal })) {
      controller.abort();
    }
  };
  await expect(read()).rejects.toMatchObject({ code: Code.Canceled });
});

test("headers reach the mock, and an unknown method is unimplemented", async () => {
  const metadata = new ResponseMetadata();
  const transport = createTransport({
    baseUrl,
    fetch: mockFetch([NotesService], registry),
    protocol: connect(),
    codec: protoBinary(),
  });
  await expect(createClient(DemoService, transport).say({}, { metadata })).rejects.toMatchObject({
    code: Code.Unimplemented,
  });
});
