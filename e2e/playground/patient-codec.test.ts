/** Large messages are decoded after they have arrived: in order, and with the errors of the codec. */
import { create, createRegistry, equals, fromBinary, toBinary } from "@bufbuild/protobuf";
import { protoBinary, protoJson } from "farcall";
import { expect, test } from "vitest";
import { DecodeQueue } from "../../playground/model/decode-queue.ts";
import { finishDecoding, isDecoded, patientCodec, receivedBytes } from "../../playground/model/patient-codec.ts";
import { Pace } from "../../react/devtools/model/pace.ts";
import { type Sample, SampleSchema, sample } from "../message-sample.ts";

const large = sample({
  children: Array.from({ length: 20_000 }, (_, index) => ({ name: `child ${index}`, tags: ["a"] })),
});
const registry = createRegistry(SampleSchema);
const codecs = [
  patientCodec(protoBinary()),
  patientCodec(protoJson({ registry }), { registry, ignoreUnknownFields: true }),
];

for (const codec of codecs) {
  test(`${codec.name}: a large message is decoded later`, async () => {
    const bytes = codec.encode(SampleSchema as never, large as never);
    const arrived = codec.decode(SampleSchema as never, bytes) as Sample;
    expect(isDecoded(arrived)).toBe(false);
    const message = await finishDecoding(arrived, new Pace());
    expect(isDecoded(message)).toBe(true);
    expect(receivedBytes(message)).toBe(bytes.byteLength);
    expect(equals(SampleSchema, message, large)).toBe(true);
  });

  test(`${codec.name}: a large message that is broken fails as the codec does`, async () => {
    const bytes = codec.encode(SampleSchema as never, large as never).slice(0, -1);
    const message = codec.decode(SampleSchema as never, bytes) as Sample;
    await expect(finishDecoding(message, new Pace())).rejects.toMatchObject({
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
  const finished = finishDecoding(message, new Pace(controller.signal));
  controller.abort(new Error("enough"));
  await expect(finished).rejects.toThrow("enough");
});

test("small messages that arrive all at once are decoded later as well, each with its own error", async () => {
  const [codec] = codecs;
  const bytes = toBinary(SampleSchema, sample({ name: "one of many" }));
  const arrived: Sample[] = [];
  while (arrived.at(-1) === undefined || isDecoded(arrived.at(-1) as Sample)) {
    arrived.push(codec?.decode(SampleSchema as never, bytes) as Sample);
  }
  expect(await finishDecoding(arrived.at(-1) as Sample, new Pace())).toMatchObject({ name: "one of many" });
  const broken = codec?.decode(SampleSchema as never, bytes.subarray(0, -1)) as Sample;
  expect(() => finishDecoding(broken, new Pace())).toThrow("cannot decode sample.Sample as proto");
});

test("messages are passed on in their order, the large ones as well", async () => {
  const bytes = toBinary(SampleSchema, large);
  const [codec] = codecs;
  const received: [number, number][] = [];
  const queue = new DecodeQueue({
    signal: new AbortController().signal,
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
