import { create, toBinary } from "@bufbuild/protobuf";
import {
  type ConnectError,
  ContextValues,
  createClient,
  createConnectTransport,
  createContextKey,
  createGrpcWebTransport,
  type Interceptor,
  isConnectError,
  protoBinary,
  protoJson,
} from "farcall";
import type { MadeUpAnswer } from "farcall/devtools";
import { createFetchHandler, service } from "farcall/server";
import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import {
  ConverseRequestSchema,
  DemoService,
  SayRequestSchema,
  TickRequestSchema,
} from "../playground/gen/demo/v1/demo_pb.ts";
import { RecordedPage } from "./recorded-page.ts";
import { collect } from "./servers/collect.ts";
import { seen } from "./servers/script.ts";

const { demo } = inject("addresses");
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const say = (sentence: string) => base64(toBinary(SayRequestSchema, create(SayRequestSchema, { sentence })));
const procedure = "demo.v1.DemoService/Say";

async function failureOf(work: Promise<unknown>): Promise<ConnectError> {
  const outcome = await work.then(
    () => undefined,
    (error) => error,
  );
  expect(isConnectError(outcome)).toBe(true);
  return outcome;
}

for (const [protocol, createTransport] of Object.entries({
  connect: createConnectTransport,
  "grpc-web": createGrpcWebTransport,
})) {
  const clientOf = (options: object = {}) => createClient(DemoService, createTransport({ baseUrl: demo, ...options }));
  const text = (page: RecordedPage, id: string) => new TextDecoder().decode(page.body("response", { id }));

  describe(`a call that is sent again, over ${protocol}`, () => {
    it("takes the same path as the first: its transport, and the application's interceptors", async () => {
      const page = await RecordedPage.open();
      const key = createContextKey("none");
      const heard: unknown[] = [];
      const inner: Interceptor = {
        interceptUnary(next, request, ctx) {
          heard.push(ctx.values.get(key), ctx.requestHeaders.get("x-own"));
          return next(request, ctx);
        },
      };
      const values = new ContextValues().set(key, "some");
      await clientOf({ interceptors: [inner] }).say({ sentence: "one" }, { headers: { "x-own": "1" }, values });
      const first = page.row.id;
      const result = page.command({ do: "resend", call: first });
      expect(result).toMatchObject({ ok: true });
      const row = await page.rowWhen(({ end, resentFrom }) => end && resentFrom === first);
      expect(row).toMatchObject({ id: "call" in result && result.call, attempts: [{ status: 200 }] });
      expect(row).not.toHaveProperty("code");
      expect(text(page, row.id)).toContain("You said: one");
      expect(heard).toEqual(["some", "1", "some", "1"]);
    });

    it("uses the given messages, headers and timeout", async () => {
      const page = await RecordedPage.open();
      const id = crypto.randomUUID();
      await clientOf().say({ sentence: "one" }, { headers: { "x-left-out": "1", "x-kept": "2" } });
      const headers = [
        ["X-Left-Out", null],
        ["test-call", id],
        ["x-kept", "3"],
      ];
      page.command({ do: "resend", call: page.row.id, messages: [say("two")], headers, timeoutMs: 54_321 });
      const row = await page.rowWhen(({ end, resentFrom }) => end && resentFrom);
      expect(text(page, row.id)).toContain("You said: two");
      expect(row.timeoutMs).toBe(54_321);
      const received = (await seen(demo, id)).headers;
      expect(received).toMatchObject({ "x-kept": "3" });
      expect(received).not.toHaveProperty("x-left-out");
    });

    it.each([
      ["server stream", "Tick", [base64(toBinary(TickRequestSchema, create(TickRequestSchema, { count: 4n })))], 4],
      [
        "bidirectional stream",
        "Converse",
        ["a", "b", "c"].map((sentence) =>
          base64(toBinary(ConverseRequestSchema, create(ConverseRequestSchema, { sentence }))),
        ),
        3,
      ],
      ["client stream", "Summarize", undefined, 1],
    ] as const)("may be a %s", async (_, method, given, responses) => {
      const page = await RecordedPage.open();
      const client = clientOf();
      await collect(client.tick({ count: 1n }));
      await collect(client.converse([{ sentence: "x" }] as never));
      await client.summarize([{ sentence: "x" }, { sentence: "y" }] as never);
      const first = page.drain().calls.find((row) => row.method === method);
      page.command({ do: "resend", call: first?.id, ...(given && { messages: [...given] }) });
      const row = await page.rowWhen(({ end, resentFrom }) => end && resentFrom);
      expect(row).toMatchObject({ method, attempts: [{ responses, requests: given?.length ?? 2 }] });
      expect(row).not.toHaveProperty("code");
    });

    it("may fail like any other, and be canceled", async () => {
      const page = await RecordedPage.open();
      await clientOf().say({ sentence: "one" });
      page.command({ do: "resend", call: page.row.id, messages: [say("")] });
      expect(await page.rowWhen(({ end, resentFrom }) => end && resentFrom)).toMatchObject({
        code: "invalid_argument",
        why: "server",
      });
      for await (const _ of clientOf().tick({ perSecond: 50 })) {
        break;
      }
      const result = page.command({ do: "resend", call: page.row.id });
      const call = "call" in result ? result.call : "";
      await page.rowWhen(({ id, attempts }) => id === call && attempts[0]?.responses);
      expect(page.command({ do: "cancel", call })).toMatchObject({ ok: true });
      expect(await page.rowWhen(({ end }) => end)).toMatchObject({ id: call, code: "canceled", why: "caller" });
    });

    it("is refused with a reason where it is not possible", async () => {
      const page = await RecordedPage.open();
      expect(page.command({ do: "resend", call: "7" })).toEqual({
        ok: false,
        error: expect.stringContaining("no longer kept"),
      });
      await clientOf().say({ sentence: "x" });
      const call = page.row.id;
      expect(page.command({ do: "resend", call, messages: [] })).toMatchObject({ ok: false });
      expect(page.command({ do: "resend", call, messages: ["/////w=="] })).toMatchObject({ ok: false });
      expect(page.drain().calls).toHaveLength(1);
    });
  });

  describe(`canceling, over ${protocol}`, () => {
    it("ends the call for the application, and no other pending call", async () => {
      const page = await RecordedPage.open();
      const client = clientOf();
      const other = client.wait({ durationMs: 300 });
      const call = client.wait({ durationMs: 60_000 });
      const { id } = await page.rowWhen(({ attempts }) => attempts.length);
      expect(page.command({ do: "cancel", call: id })).toMatchObject({ ok: true });
      expect(await failureOf(call)).toMatchObject({ code: "canceled", rawMessage: "canceled in the devtools" });
      expect((await other).waitedMs).toBeGreaterThan(0);
      expect(page.command({ do: "cancel", call: id })).toMatchObject({ ok: false });
    });
  });

  describe(`an override, over ${protocol}`, () => {
    it("blocks a method, as often as requested, and no other", async () => {
      const page = await RecordedPage.open();
      page.command({ do: "override", override: { id: "o", procedure, block: true, times: 2 } });
      expect(page.drain().overrides).toMatchObject([{ id: "o", times: 2 }]);
      expect((await clientOf().wait({})).waitedMs).toBeGreaterThanOrEqual(0);
      expect(await failureOf(clientOf().say({ sentence: "x" }))).toMatchObject({ code: "unavailable" });
      expect(page.row).toMatchObject({
        why: "network",
        attempts: [{ override: "o", failure: expect.stringContaining("blocked") }],
      });
      await failureOf(clientOf().say({ sentence: "x" }));
      expect((await clientOf().say({ sentence: "x" })).sentence).toBe("You said: x");
      expect(page.drain().overrides).toEqual([]);
    });

    it("slows down a service, and lets waiting calls be canceled", async () => {
      const page = await RecordedPage.open();
      page.command({ do: "override", override: { id: "slow", procedure: "demo.v1.DemoService/*", latencyMs: 60_000 } });
      expect(await failureOf(clientOf().say({ sentence: "x" }, { timeoutMs: 5 }))).toMatchObject({
        code: "deadline_exceeded",
      });
      page.command({ do: "override", override: { id: "slow", procedure: "demo.v1.DemoService/*", latencyMs: 20 } });
      await clientOf().say({ sentence: "x" });
      const [attempt] = page.row.attempts;
      expect(Number(attempt?.headersAt) - Number(attempt?.at)).toBeGreaterThanOrEqual(19);
    });

    it("cuts off a stream after some messages", async () => {
      const page = await RecordedPage.open();
      page.command({ do: "override", override: { id: "cut", procedure: "demo.v1.DemoService/Tick", cutAfter: 3 } });
      const messages: unknown[] = [];
      expect(await failureOf(collect(clientOf().tick({ count: 10n }), messages))).toHaveProperty(
        "name",
        "ConnectError",
      );
      expect(messages).toHaveLength(3);
      expect(page.row).toMatchObject({ why: "network", attempts: [{ override: "cut", responses: 3 }] });
      messages.length = 0;
      await collect(clientOf().tick({ count: 2n }), messages);
      expect(messages).toHaveLength(2);
    });

    it("responds instead of the server, with a response encoded by the server's own code", async () => {
      const page = await RecordedPage.open();
      const server = createFetchHandler({ services: [service(DemoService, { say: () => ({ sentence: "made up" }) })] });
      let answer: { status: number; headers: [string, string][]; body: string[] } | undefined;
      const fetch = async (url: string, init: RequestInit) => {
        const response = await server(url, init);
        answer = {
          status: response.status,
          headers: [...response.headers],
          body: [base64(new Uint8Array(await response.clone().arrayBuffer()))],
        };
        return response;
      };
      await clientOf({ fetch }).say({ sentence: "x" });
      page.command({ do: "override", override: { id: "answer", procedure, answer } });
      expect((await clientOf({ baseUrl: "http://localhost:1" }).say({ sentence: "x" })).sentence).toBe("made up");
      expect(page.row.attempts).toMatchObject([{ override: "answer", status: 200, responses: 1 }]);
      expect(page.command({ do: "disarm", override: "answer" })).toMatchObject({ ok: true });
      expect(await failureOf(clientOf({ baseUrl: "http://localhost:1" }).say({ sentence: "x" }))).toMatchObject({
        code: "unavailable",
      });
    });

    it("responds to each call in its own protocol and codec", async () => {
      const page = await RecordedPage.open();
      const dialects = [
        { name: "connect+proto", type: "application/proto", body: [] },
        { name: "connect+json", type: "application/json", body: [123, 125] },
        { name: "grpc-web+proto", type: "application/grpc-web+proto", body: [0, 0, 0, 0, 0] },
        { name: "grpc-web+json", type: "application/grpc-web+json", body: [0, 0, 0, 0, 2, 123, 125] },
      ];
      const entries = dialects.map(async ({ name, type, body }) => {
        const server = createFetchHandler({ services: [service(DemoService, { say: () => ({ sentence: name }) })] });
        const init = { method: "POST", headers: { "content-type": type }, body: new Uint8Array(body) };
        const { status, headers, bytes } = await server(`http://localhost/${procedure}`, init).then(
          async (response) => ({
            status: response.status,
            headers: [...response.headers],
            bytes: new Uint8Array(await response.arrayBuffer()),
          }),
        );
        return [name, { status, headers, body: [base64(bytes)] }] as const;
      });
      const answers = Object.fromEntries(await Promise.all(entries)) as unknown as Record<string, MadeUpAnswer>;
      page.command({ do: "override", override: { id: "o", procedure, answers } });
      expect(JSON.stringify(page.drain().overrides)).not.toContain("body");
      for (const codec of [protoBinary(), protoJson()]) {
        const { sentence } = await clientOf({ codec, baseUrl: "http://localhost:1" }).say({ sentence: "x" });
        expect(sentence).toBe(`${protocol}+${codec.name}`);
      }
    });

    it("ends when no panel has polled for ten seconds", async () => {
      const page = await RecordedPage.open();
      page.command({ do: "override", override: { id: "o", procedure, block: true } });
      await failureOf(clientOf().say({ sentence: "x" }));
      const { now } = performance;
      const later = now.call(performance) + 11_000;
      vi.spyOn(performance, "now").mockReturnValue(later);
      onTestFinished(() => void vi.restoreAllMocks());
      expect((await clientOf().say({ sentence: "x" })).sentence).toBe("You said: x");
      expect(page.drain().overrides).toEqual([]);
    });

    it("that is invalid is refused", async () => {
      const page = await RecordedPage.open();
      const answers = [
        { status: 99, headers: [], body: [] },
        { status: 200, headers: [["not a name", "x"]], body: [] },
        { status: 200, headers: [], body: ["no base64!"] },
      ];
      for (const answer of answers) {
        expect(page.command({ do: "override", override: { id: "o", procedure, answer } })).toMatchObject({ ok: false });
      }
      expect(page.command({ do: "override" })).toMatchObject({ ok: false });
      expect(page.drain().overrides).toEqual([]);
    });
  });
}

describe("commands", () => {
  const client = createClient(DemoService, createConnectTransport({ baseUrl: demo }));
  const recordedClient = () => createClient(DemoService, createConnectTransport({ baseUrl: demo }));

  it("that are sent twice run once", async () => {
    const page = await RecordedPage.open();
    await recordedClient().say({ sentence: "x" });
    const command = { do: "resend" as const, id: "once", call: page.row.id };
    expect(page.command(command)).toEqual(page.command(command));
    await page.rowWhen(({ end, resentFrom }) => end && resentFrom);
    expect(page.drain().calls).toHaveLength(2);
  });

  it("pause and resume", async () => {
    const page = await RecordedPage.open();
    page.command({ do: "pause" });
    await recordedClient().say({ sentence: "x" });
    expect(page.drain()).toMatchObject({ paused: true, calls: [] });
    page.command({ do: "resume" });
    await recordedClient().say({ sentence: "x" });
    expect(page.drain().calls).toHaveLength(1);
  });

  it("clear completed calls, and keep pending ones", async () => {
    const page = await RecordedPage.open();
    await recordedClient().say({ sentence: "x" });
    const waiting = recordedClient().wait({ durationMs: 60_000 });
    const { seq, calls } = page.drain();
    page.command({ do: "clear" });
    expect(page.drain()).toMatchObject({ calls: [{ method: "Wait" }], kept: 1, dropped: 0 });
    expect(page.drain(seq).gone).toEqual([calls.find(({ method }) => method === "Say")?.id]);
    page.command({ do: "cancel", call: page.row.id });
    await failureOf(waiting);
  });

  it("reveal what is hidden, and hide it again", async () => {
    const page = await RecordedPage.open();
    await recordedClient().say({ sentence: "x" }, { headers: { authorization: "Bearer 1" } });
    const sent = () => page.details().attempts[0]?.requestHeaders.find(([name]) => name === "authorization")?.[1];
    expect([sent(), page.drain().redacted]).toEqual([null, true]);
    page.command({ do: "reveal" });
    expect([sent(), page.drain().redacted]).toEqual(["Bearer 1", false]);
    page.command({ do: "redact" });
    expect(sent()).toBeNull();
  });

  it("write entries for the browser's Performance panel", async () => {
    const page = await RecordedPage.open();
    onTestFinished(() => performance.clearMeasures());
    await recordedClient().say({ sentence: "x" });
    page.command({ do: "measure" });
    const [entry] = performance.getEntriesByName(procedure, "measure") as PerformanceMeasure[];
    expect(entry?.startTime).toBeCloseTo(page.row.start, 1);
    expect(entry?.detail).toMatchObject({ devtools: { dataType: "track-entry", track: "Farcall" } });
  });

  it("that are malformed are refused, whatever they are", async () => {
    const page = await RecordedPage.open();
    for (const json of [
      "",
      "null",
      "5",
      "[]",
      "{}",
      '{"do":"constructor","id":"a"}',
      '{"do":"__proto__","id":"b"}',
      '{"do":"cancel","id":"c"}',
      "{",
    ]) {
      expect(JSON.parse(page.hook.command(json)), json).toMatchObject({ ok: false, error: expect.any(String) });
    }
  });

  it("never reach a call that is not recorded", async () => {
    const page = await RecordedPage.open();
    await client.say({ sentence: "x" });
    expect(page.command({ do: "cancel", call: "1" })).toMatchObject({ ok: false });
  });
});
