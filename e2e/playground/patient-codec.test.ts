/** Large messages are decoded after they have arrived: in order, and with the errors of the codec. */
import { create, createRegistry, fromBinary, toBinary } from "@bufbuild/protobuf";
import { protoBinary, protoJson } from "farcall";
import { expect, test } from "vitest";
import { DecodeQueue } from "../../playground/model/decode-queue.ts";
import { finishDecoding, isDecoded, patientCodec, receivedBytes } from "../../playground/model/patient-codec.ts";
import { type Sample, SampleSchema, sample } from "../message-sample.ts";

const large = sample({
  children: Array.from({ length: 20_000 }, (_, index) => ({ name: `child ${index}`, tags: ["a"] })),
});
const registry = createRegistry(SampleSchema);
const codecs = [
  patientCodec(protoBinary()),
  patientCodec(protoJson({ registry }), { registry, ignoreUnknownFields: true }),
];
const never = new AbortController().signal;

for (const codec of codecs) {
  test(`${codec.name}: a large message is empty until it is finished`, async () => {
    const bytes = codec.encode(SampleSchema as never, large as never);
    const message = codec.decode(SampleSchema as never, bytes) as Sample;
    expect(isDecoded(message)).toBe(false);
    expect(receivedBytes(message)).toBe(bytes.byteLength);
    await finishDecoding(message, never);
    expect(isDecoded(message)).toBe(true);
    expect(toBinary(SampleSchema, message)).toEqual(toBinary(SampleSchema, large));
  });

  test(`${codec.name}: a large message that is broken fails as the codec does`, async () => {
    const bytes = codec.encode(SampleSchema as never, large as never).slice(0, -1);
    const message = codec.decode(SampleSchema as never, bytes) as Sample;
    await expect(finishDecoding(message, never)).rejects.toMatchObject({
      code: "internal",
      rawMessage: expect.stringContaining(`cannot decode sample.Sample as ${codec.name}: `),
    });
  });
}

test("decoding stops when the call is canceled", async () => {
  const [codec] = codecs;
  const bytes = toBinary(SampleSchema, sample({ children: Array.from({ length: 100 }, () => large) }));
  const message = codec?.decode(SampleSchema as never, bytes) as Sample;
  const controller = new AbortController();
  const finished = finishDecoding(message, controller.signal);
  controller.abort(new Error("enough"));
  await expect(finished).rejects.toThrow("enough");
  expect(message.children?.length).toBeLessThan(100);
});

test("messages are passed on in their order, the large ones as well", async () => {
  const bytes = toBinary(SampleSchema, large);
  const [codec] = codecs;
  const received: [number, number][] = [];
  const queue = new DecodeQueue({
    signal: never,
    onDecoded: (messages, atMs) => received.push([(messages[0] as Sample).children?.length ?? 0, atMs]),
    onError: () => expect.unreachable(),
  });
  const small = fromBinary(SampleSchema, toBinary(SampleSchema, create(SampleSchema)));
  queue.push([small], 1);
  expect(received).toEqual([[0, 1]]);
  queue.push([codec?.decode(SampleSchema as never, bytes) as Sample], 2);
  queue.push([small], 3);
  await queue.settled;
  expect(received).toEqual([
    [0, 1],
    [20_000, 2],
    [0, 3],
  ]);
});
