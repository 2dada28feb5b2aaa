/** Pages with more content than a panel can show at a time. */
import {
  LargeRequestSchema,
  LargeResponseSchema,
  SayRequestSchema,
  SayResponseSchema,
  TickRequestSchema,
  TickResponseSchema,
} from "../../playground/gen/demo/v1/demo_pb.ts";
import { encoded, FakePage, schemaOf } from "./fake-page.ts";

export function manyCalls(count: number): FakePage {
  const page = new FakePage();
  const schema = schemaOf(SayRequestSchema, SayResponseSchema);
  for (let index = 0; index < count; index++) {
    const fails = index % 7 === 3;
    page.add({
      row: {
        method: ["Say", "Echo", "Wait"][index % 3] ?? "Say",
        start: index * 12,
        end: index * 12 + 5 + (index % 40),
        ...(fails && { code: "unavailable", why: "server", message: `call ${index} failed` }),
      },
      request: [encoded(SayRequestSchema, { sentence: `call ${index}` })],
      response: [encoded(SayResponseSchema, { sentence: `answer ${index}` })],
      schema,
    });
  }
  return page;
}

export function longStream(count: number): FakePage {
  const page = new FakePage();
  const id = page.add({
    row: { method: "Tick", kind: "server_streaming", end: undefined as never },
    request: [encoded(TickRequestSchema, { perSecond: 0, count: 0n })],
    schema: schemaOf(TickRequestSchema, TickResponseSchema),
  });
  const batch = 250;
  for (let index = 0; index < count; index += batch) {
    page.now += 5;
    page.push(
      id,
      Array.from({ length: batch }, (_, place) =>
        encoded(TickResponseSchema, { index: BigInt(index + place), elapsedMs: index / 10 }),
      ),
    );
  }
  return page;
}

export function largeMessage(bytes: number): FakePage {
  const page = new FakePage();
  page.add({
    row: { method: "Large" },
    request: [encoded(LargeRequestSchema, { sizeBytes: bytes })],
    response: [encoded(LargeResponseSchema, { payload: new Uint8Array(bytes).map((_, index) => index % 251) })],
    schema: schemaOf(LargeRequestSchema, LargeResponseSchema),
  });
  return page;
}
