/** Saved files are read back unchanged. */
import { toHar, toNdjson } from "farcall/devtools/log";
import { expect, test } from "vitest";
import { hostileCalls } from "../../../../e2e/devtools/hostile-pages.ts";
import { manyCalls } from "../../../../e2e/devtools/large-pages.ts";
import type { Link } from "../../link.ts";
import type { Call } from "../call.ts";
import { OpenedCall } from "../opened-call.ts";
import { readDrained } from "../read-drained.ts";
import { fileLink } from "./file-link.ts";
import { loggedCalls } from "./logged-calls.ts";

async function callsOf(link: Link): Promise<Call[]> {
  const drained = readDrained(await link.ask("drain", [0, 1e9]));
  return (drained?.calls ?? []).map((row) => ({
    key: row.id,
    row,
    epoch: "e",
    timeOrigin: drained?.timeOrigin ?? 0,
    isKept: true,
  }));
}

test.each([
  ["HAR", toHar],
  ["NDJSON", toNdjson],
])("calls go into %s and come back with their rows, details and bytes", async (_, write) => {
  const page = manyCalls(30);
  const calls = await callsOf(page);
  const link = fileLink(write(await loggedCalls(page, calls)));
  const back = await callsOf(link);
  const plain = (list: Call[]) => list.map(({ row: { seq: _seq, ...row } }) => row);
  expect(plain(back)).toEqual(plain(calls));
  for (const [index, call] of back.entries()) {
    const opened = new OpenedCall(link, call.row.id);
    await opened.refresh(call.row);
    const before = new OpenedCall(page, calls[index]?.row.id ?? "");
    await before.refresh(call.row);
    expect(opened.source(0, "response")?.frames.map(({ bytes }) => [...bytes])).toEqual(
      before.source(0, "response")?.frames.map(({ bytes }) => [...bytes]),
    );
    expect(opened.state.schema.output?.typeName).toBe("demo.v1.SayResponse");
    expect(opened.state.details?.attempts).toEqual(before.state.details?.attempts);
  }
});

test("calls of a hostile page can be written and read as well", async () => {
  const page = hostileCalls();
  const calls = await callsOf(page);
  const logged = await loggedCalls(page, calls);
  for (const text of [toHar(logged), toNdjson(logged)]) {
    expect(await callsOf(fileLink(text))).toHaveLength(calls.length);
  }
});

test("a HAR saved by a browser's Network panel is read, without its other requests", async () => {
  const request = {
    method: "POST",
    url: "https://a.example/demo.v1.DemoService/Say",
    postData: { text: "\n\u0002hi" },
  };
  const headers = [{ name: "content-type", value: "application/proto" }];
  const content = { text: "CgJobw==", encoding: "base64" };
  const entry = {
    startedDateTime: "2026-01-01T12:00:00Z",
    time: 5,
    request: { ...request, headers },
    response: { status: 200, headers, content },
  };
  const page = { request: { method: "GET", url: "https://a.example/" }, response: { status: 200 } };
  const link = fileLink(JSON.stringify({ log: { entries: [page, entry, 5, { request: 5 }, { response: [] }] } }));
  const [call, ...others] = await callsOf(link);
  expect(others).toEqual([]);
  expect(call?.row).toMatchObject({ method: "Say", source: "network" });
  const opened = new OpenedCall(link, call?.row.id ?? "");
  await opened.refresh(call?.row as never);
  expect(opened.source(0, "response")?.frames[0]?.bytes).toEqual(new TextEncoder().encode("\n\u0002ho"));
});

test("a file without calls is rejected with a helpful message", () => {
  for (const text of ["", "nonsense", "{}", '{"log": {"entries": [{}]}}', '{"log": 5}']) {
    expect(() => fileLink(text)).toThrow("The file contains no calls");
  }
});

test("a malicious file does no more harm than a malicious page", async () => {
  const link = fileLink(
    '{"call": {"id": 5, "start": "x"}, "bodies": [5, {"attempt": 0, "side": "request", "chunks": "x"}], "details": 7}\n{"call": "no call"}',
  );
  const calls = await callsOf(link);
  for (const { row } of calls) {
    await new OpenedCall(link, row.id).refresh(row);
  }
  expect(calls).toHaveLength(2);
});
