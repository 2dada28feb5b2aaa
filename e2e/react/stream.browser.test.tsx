import { skipToken } from "@tanstack/react-query";
import { type RpcStreamOptions, streamStore } from "farcall/query";
import { useStream, useStreamEvents, useStreamStatus, useSuspenseStream } from "farcall/react";
import { Suspense } from "react";
import { flushSync } from "react-dom";
import { describe, expect, inject, it, vi } from "vitest";
import { DemoService, type FollowResponse, type TickResponse } from "../../playground/gen/demo/v1/demo_pb.ts";
import { pause } from "../pause.ts";
import { type Script, scriptUrl } from "../servers/script.ts";
import { Boundary } from "./boundary.tsx";
import { openPage } from "./page.tsx";

const { tick, follow, failLater, introduce, converse } = DemoService.method;

type TickOptions = RpcStreamOptions<typeof tick, readonly TickResponse[]>;

function Ticks({ perSecond = 200, options }: { perSecond?: number; options?: TickOptions & { mode?: "collect" } }) {
  const { count, status } = useStream(tick, { perSecond, count: 0n }, options);
  return (
    <p>
      {status} {count > 0 ? "counting" : "none"}
    </p>
  );
}

describe("useStream", () => {
  it("opens one connection in Strict Mode, which mounts everything twice", async () => {
    const page = openPage();
    page.show(<Ticks />);
    await page.says("open counting");
    expect(await page.seen()).toMatchObject({ requests: 1, aborted: 0 });
  });

  it("shares one connection among three components", async () => {
    const page = openPage();
    page.show(
      <>
        <Ticks />
        <Ticks />
        <Ticks />
      </>,
    );
    await page.says(/(open counting){3}/);
    expect(await page.seen()).toMatchObject({ requests: 1, aborted: 0 });
  });

  it("stays open for a moment after the last component has unmounted", async () => {
    const page = openPage();
    page.show(<Ticks options={{ lingerMs: 60_000 }} />);
    await page.says("open counting");
    page.show(null);
    await pause(300);
    expect(await page.seen()).toMatchObject({ requests: 1, aborted: 0 });
  });

  it("ends on the server after that moment", async () => {
    const page = openPage();
    page.show(<Ticks options={{ lingerMs: 50 }} />);
    await page.says("open counting");
    page.show(null);
    await expect.poll(page.seen).toMatchObject({ requests: 1, aborted: 1 });
  });

  it("is reused by a component that returns in time", async () => {
    const page = openPage();
    page.show(<Ticks options={{ lingerMs: 50 }} />);
    await page.says("open counting");
    flushSync(() => page.show(null));
    expect(page.element.textContent).toBe("");
    flushSync(() => page.show(<Ticks options={{ lingerMs: 50 }} />)); // before any timer can fire
    await page.says("open counting");
    await pause(300); // longer than the lingerMs that was canceled
    expect(await page.seen()).toMatchObject({ requests: 1, aborted: 0 });
  });

  it("is reopened by a component that returns later, because its data is incomplete", async () => {
    const page = openPage();
    page.show(<Ticks options={{ lingerMs: 50 }} />);
    await page.says("open counting");
    page.show(null);
    await expect.poll(page.seen).toMatchObject({ aborted: 1 });
    page.show(<Ticks options={{ lingerMs: 50 }} />);
    await expect.poll(page.seen).toMatchObject({ requests: 2 });
  });

  it("resumes without gaps or duplicates after interruptions, and never returns to pending", async () => {
    const page = openPage();
    const statuses: string[] = [];
    let pendingAfterData = 0;
    function Follow() {
      const { data = [], status } = useStream(
        follow,
        { after: 0n, perSecond: 0, cutAfter: 40 },
        {
          resume: (latest, input) => ({ ...input, after: latest.sequence }),
          reconnect: { initialDelayMs: 20 },
          limit: 1_000_000, // keeps all messages, however late the test checks
        },
      );
      statuses.push(status);
      if (data.length === 0 && statuses.includes("reconnecting")) {
        pendingAfterData++;
      }
      return <p>{isConsecutive(data) ? `${data.length >= 100 ? "more than two drops" : "few"}` : "broken"}</p>;
    }
    page.show(<Follow />);
    await page.says("more than two drops");
    expect(pendingAfterData).toBe(0);
    expect(statuses).toContain("reconnecting");
    expect((await page.seen()).requests).toBeGreaterThanOrEqual(3);
  });

  it("is not reopened after the server has refused it", async () => {
    const page = openPage();
    function Fails() {
      const { status, error } = useStream(failLater, { after: 0, failure: { code: 3, message: "no" } });
      return (
        <p>
          {status} {error?.code}
        </p>
      );
    }
    page.show(<Fails />);
    await page.says("error invalid_argument");
    await pause(300);
    expect(await page.seen()).toMatchObject({ requests: 1 });
  });

  it("keeps what had arrived when it fails", async () => {
    const page = openPage();
    function Fails() {
      const { data = [], status, error } = useStream(failLater, { after: 3, failure: { code: 13, message: "broken" } });
      return <p>{`${status} ${error?.rawMessage} after ${data.length}`}</p>;
    }
    page.show(<Fails />);
    await page.says("error broken after 3");
  });

  it("reports headers, trailers and the end", async () => {
    const page = openPage();
    function Talk() {
      const { data = [], status, headers, trailers } = useStream(introduce, { name: "Ada", intervalMs: 1 });
      return (
        <p>{`${status} ${data.length} ${headers?.get("demo-sentences")} ${trailers?.get("demo-mood") ?? "nothing"}`}</p>
      );
    }
    page.show(<Talk />);
    await page.says("complete 5 5 cheerful");
  });

  it("cancels, restarts, pauses and resumes", async () => {
    const page = openPage();
    const heard: bigint[] = [];
    let stream: ReturnType<typeof useStream<typeof tick>> | undefined;
    function Controlled() {
      stream = useStream(
        tick,
        { perSecond: 500, count: 0n },
        { onMessage: ({ index }) => heard.push(index), limit: 1_000_000 }, // keeps all messages, however late the test checks
      );
      return (
        <p>{`${stream.status} ${stream.isPaused ? "paused" : "flowing"} ${stream.count > 50 ? "many" : "few"}`}</p>
      );
    }
    page.show(<Controlled />);
    await page.says("open flowing many");

    stream?.pause();
    await page.says("open paused many");
    const shown = stream?.count ?? 0;
    const before = heard.length;
    await expect.poll(() => heard.length).toBeGreaterThan(before + 50);
    expect(stream?.count).toBe(shown);
    stream?.resume();
    await page.says("open flowing many");
    await expect.poll(() => stream?.count).toBeGreaterThan(shown + 50);
    expect(isGapless(stream?.data ?? [])).toBe(true); // messages received in the meantime were not lost

    stream?.cancel();
    await page.says("idle flowing many");
    expect(stream?.error).toBeUndefined();
    await expect.poll(page.seen).toMatchObject({ requests: 1, aborted: 1 });

    heard.length = 0;
    stream?.restart();
    await page.says("open");
    await expect.poll(() => heard[0]).toBe(0n); // from the beginning
    expect(await page.seen()).toMatchObject({ requests: 2 });
  });

  it("waits for an input, and stops when it is removed", async () => {
    const page = openPage();
    function Maybe({ isOn }: { isOn: boolean }) {
      const { status, count } = useStream(tick, isOn ? { perSecond: 100, count: 0n } : skipToken, { lingerMs: 20 });
      return <p>{`${status} ${count > 0 ? "some" : "none"}`}</p>;
    }
    page.show(<Maybe isOn={false} />);
    await page.says("idle none");
    page.show(<Maybe isOn={true} />);
    await page.says("open some");
    page.show(<Maybe isOn={false} />);
    await page.says("idle none");
    await expect.poll(page.seen).toMatchObject({ requests: 1, aborted: 1 });
  });

  it("stops when it is disabled, and keeps its data", async () => {
    const page = openPage();
    function Maybe({ enabled }: { enabled: boolean }) {
      const { status, count } = useStream(tick, { perSecond: 100, count: 0n }, { enabled, lingerMs: 20 });
      return <p>{`${status} ${count > 0 ? "some" : "none"}`}</p>;
    }
    page.show(<Maybe enabled={true} />);
    await page.says("open some");
    page.show(<Maybe enabled={false} />);
    await page.says("idle some");
    await expect.poll(page.seen).toMatchObject({ requests: 1, aborted: 1 });
  });

  it("resumes after the last message when a component returns to a stream that another has canceled", async () => {
    const page = openPage();
    let cancel = () => {};
    let reconnect = () => {};
    let received = 0;
    function Follow() {
      const {
        data = [],
        isActive,
        ...stream
      } = useStream(
        follow,
        { after: 0n, perSecond: 100 },
        { resume: (latest, input) => ({ ...input, after: latest.sequence }), lingerMs: 60_000 },
      );
      ({ cancel, reconnect } = stream);
      received = data.length;
      return `${isActive ? "active" : "at rest"} ${isConsecutive(data) && data.length > 2 ? "consecutive" : "few"}`;
    }
    page.show(<Follow />);
    await page.says("active consecutive");
    cancel();
    await page.says("at rest consecutive");
    let before = received;
    flushSync(() => page.show(null)); // it lingers, even though it is canceled
    page.show(<Follow />);
    await expect.poll(() => received).toBeGreaterThan(before);
    await page.says("active consecutive");
    expect(await page.seen()).toMatchObject({ requests: 2 });
    cancel();
    await page.says("at rest consecutive");
    before = received;
    reconnect();
    await expect.poll(() => received).toBeGreaterThan(before);
    await page.says("active consecutive");
    expect(await page.seen()).toMatchObject({ requests: 3 });
  });

  it("limits its list and counts dropped messages", async () => {
    const page = openPage();
    function Bounded() {
      const { data = [], count, dropped, status } = useStream(tick, { perSecond: 0, count: 1_000n }, { limit: 100 });
      return <p>{`${status} ${data.length} of ${count}, ${dropped} dropped, from ${data[0]?.index}`}</p>;
    }
    page.show(<Bounded />);
    await page.says("complete 100 of 1000, 900 dropped, from 900");
  });

  it("returns the latest message, the result of a reducer, or the result of a selector", async () => {
    const page = openPage();
    function Modes() {
      const input = { perSecond: 0, count: 100n };
      const latest = useStream(tick, input, { mode: "latest" });
      const sum = useStream(tick, input, { mode: { initial: 0n, reduce: (data, { index }) => data + index } });
      const picked = useStream(tick, input, { select: (ticks) => ticks.length });
      return <p>{`${latest.data?.index} ${sum.data} ${picked.data}`}</p>;
    }
    page.show(<Modes />);
    await page.says("99 4950 100");
  });

  it("reports its connection to other components, without rendering them for each message", async () => {
    const page = openPage();
    let drawn = 0;
    function Indicator() {
      const { status } = useStreamStatus(tick, { perSecond: 500, count: 0n });
      drawn++;
      return <i>[{status}]</i>;
    }
    page.show(
      <>
        <Ticks perSecond={500} />
        <Indicator />
      </>,
    );
    await page.says("open counting[open]");
    const before = drawn;
    const { queryKey } = page.rpc.streamOptions(tick, { perSecond: 500, count: 0n });
    const received = () => page.queryClient.getQueryData(queryKey)?.count ?? 0;
    const count = received();
    await expect.poll(received).toBeGreaterThan(count + 50);
    expect(drawn).toBe(before);
  });

  it("passes every message to useStreamEvents, which never renders", async () => {
    const page = openPage();
    let drawn = 0;
    const indexes: bigint[] = [];
    let batches = 0;
    const statuses: string[] = [];
    function Events() {
      drawn++;
      useStreamEvents(
        tick,
        { perSecond: 0, count: 5_000n },
        {
          onMessage: ({ index }) => indexes.push(index),
          onBatch: () => {
            batches++;
          },
          onConnection: ({ status }) => statuses.push(status),
        },
      );
      return null;
    }
    page.show(<Events />);
    await expect.poll(() => statuses).toContain("complete");
    expect(indexes).toEqual(Array.from({ length: 5_000 }, (_, index) => BigInt(index)));
    expect(batches).toBeLessThan(5_000);
    expect(drawn).toBe(2); // Strict Mode renders twice
    expect(await page.seen()).toMatchObject({ requests: 1 });
  });

  it("calls back once per message, however many components share the stream", async () => {
    const page = openPage();
    const indexes: bigint[] = [];
    let batches = 0;
    function Counting() {
      const { status } = useStream(
        tick,
        { perSecond: 0, count: 300n },
        {
          onMessage: ({ index }) => indexes.push(index),
          onBatch: () => {
            batches++;
          },
        },
      );
      return status;
    }
    page.show([1, 2, 3].map((key) => <Counting key={key} />));
    await page.says("completecompletecomplete");
    expect(indexes).toEqual(Array.from({ length: 300 }, (_, index) => BigInt(index)));
    expect(batches).toBeGreaterThan(0);
  });

  it("sends a list of messages to a bidirectional method", async () => {
    const page = openPage();
    function Talk() {
      const { data = [] } = useStream(converse, [{ sentence: "wool" }, { sentence: "Why?" }]);
      return data.map(({ sentence }) => sentence).join(" / ");
    }
    page.show(<Talk />);
    await page.says('Tell me more about "wool". / Good question.');
    expect(await page.seen()).toMatchObject({ requests: 1 });
  });

  it("fails with what a reducer throws", async () => {
    const page = openPage();
    function Fails() {
      const mode = {
        initial: 0,
        reduce: () => {
          throw new RangeError("cannot add");
        },
      };
      const reduced = useStream(tick, { perSecond: 0, count: 3n }, { mode });
      return `${reduced.status} ${reduced.error?.rawMessage}`;
    }
    page.show(<Fails />);
    await page.says("error cannot add");
  });

  it("loses nothing in a hidden tab, and is up to date when it becomes visible", async () => {
    const page = openPage();
    let count = 0;
    function Count() {
      const { count: received, data = [] } = useStream(tick, { perSecond: 1_000, count: 0n }, { limit: 1_000_000 });
      count = received;
      return <p>{isGapless(data) && received > 0 ? "all there" : "nothing"}</p>;
    }
    page.show(<Count />);
    await page.says("all there");

    // Headless browsers have no hidden tabs, so the test simulates one.
    const frames = vi.spyOn(globalThis, "requestAnimationFrame").mockReturnValue(0);
    const before = count;
    await expect.poll(() => count).toBeGreaterThan(before + 100); // hidden while it waited for a frame
    const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    const hidden = count;
    await expect.poll(() => count).toBeGreaterThan(hidden + 100);
    visibility.mockRestore();
    frames.mockRestore();
    const seen = count;
    await expect.poll(() => count).toBeGreaterThan(seen + 100);
    await page.says("all there");
    expect(await page.seen()).toMatchObject({ requests: 1 });
  });

  it("can throw to a boundary, at the beginning and later", async () => {
    function Fails({ after }: { after: number }) {
      const { count } = useStream(failLater, { after, failure: { code: 9 } }, { throwOnError: true });
      return count;
    }
    for (const after of [0, 3]) {
      const page = openPage();
      page.show(
        <Boundary>
          <Fails after={after} />
        </Boundary>,
      );
      await page.says("caught failed_precondition");
    }
  });

  it("starts over when its query is invalidated, keeps the old data until then, and does not block callers", async () => {
    const page = openPage();
    // Only the first message can end the wait: the timeout is longer than the test.
    page.show(<Ticks options={{ waitMs: 120_000 }} />);
    await page.says("open counting");
    await page.queryClient.invalidateQueries({ queryKey: page.rpc.key({ method: tick }) });
    await page.says("open counting");
    await expect.poll(page.seen).toMatchObject({ requests: 2, aborted: 1 });
  });

  it("hands a prefetched stream over to the component, and closes one that nobody claims", async () => {
    const page = openPage();
    await page.queryClient.prefetchQuery(
      page.rpc.streamOptions(tick, { perSecond: 200, count: 0n }, { lingerMs: 60_000 }),
    );
    page.show(<Ticks options={{ lingerMs: 60_000 }} />);
    await page.says("open counting");
    expect(await page.seen()).toMatchObject({ requests: 1, aborted: 0 });

    const other = openPage();
    await other.queryClient.prefetchQuery(
      other.rpc.streamOptions(tick, { perSecond: 200, count: 0n }, { lingerMs: 100, waitMs: 120_000 }),
    );
    await expect.poll(other.seen).toMatchObject({ requests: 1, aborted: 1 });
  });

  it("does not block a loader while there are no messages", async () => {
    const script: Script = { headers: { "content-type": "application/connect+proto" }, after: "hang" };
    const page = openPage({ baseUrl: scriptUrl(inject("addresses").scripted, script) });
    const silent = page.rpc.streamOptions(tick, {}, { waitMs: 50, lingerMs: 50 });
    expect(await page.queryClient.fetchQuery(silent)).toMatchObject({ data: [], count: 0, isComplete: false });
    await page.queryClient.invalidateQueries({ queryKey: silent.queryKey });
  });

  it("counts as lost without a message for longer than its heartbeat", async () => {
    const script: Script = { headers: { "content-type": "application/connect+proto" }, after: "hang" };
    const page = openPage({ baseUrl: scriptUrl(inject("addresses").scripted, script) });
    function Silent() {
      const reconnect = { initialDelayMs: 60_000, maxDelayMs: 60_000 };
      const { status, lastError, attempt } = useStream(tick, {}, { heartbeatMs: 50, reconnect });
      return <p>{`${status} ${attempt} ${lastError?.code}`}</p>;
    }
    page.show(<Silent />);
    await page.says("reconnecting 1 unavailable");
  });

  it("suspends only until the first message, and throws to its boundary if it fails before", async () => {
    const page = openPage();
    let fallbacks = 0;
    function Fallback() {
      fallbacks++;
      return <i>waiting</i>;
    }
    function Counting() {
      const { data, status } = useSuspenseStream(tick, { perSecond: 200, count: 0n });
      return <p>{`${status} ${data.length > 50 ? "many" : "few"}`}</p>;
    }
    page.show(
      <Suspense fallback={<Fallback />}>
        <Counting />
      </Suspense>,
    );
    await page.says("open many");
    const before = fallbacks;
    await page.queryClient.invalidateQueries();
    await page.says("open many");
    expect(fallbacks).toBe(before);

    const failing = openPage();
    function Failing() {
      useSuspenseStream(failLater, { after: 0, failure: { code: 7, message: "not for you" } }, { waitMs: 60_000 });
      return null;
    }
    failing.show(
      <Boundary>
        <Suspense fallback="waiting">
          <Failing />
        </Suspense>
      </Boundary>,
    );
    await failing.says("caught permission_denied");
  });

  it("opens one connection per input, and warns developers about the browser's limit", async () => {
    const page = openPage();
    performance.clearResourceTimings(); // the browser records only 250 requests
    await page.seen(); // a request that reveals the protocol, once the browser has recorded it
    const requests = () => performance.getEntriesByType("resource").map(({ name }) => name);
    await expect.poll(requests).toContainEqual(expect.stringContaining("/seen/"));
    page.show([101, 102, 103, 104, 105].map((perSecond) => <Ticks key={perSecond} perSecond={perSecond} />));
    await page.says(/(open counting){5}/);
    expect(page.complaints()).toEqual([[expect.stringContaining("5 streams to http://localhost")]]);
  });
});

describe("streamStore", () => {
  it("reopens a canceled stream, from the beginning if requested", async () => {
    const page = openPage();
    const options = page.rpc.streamOptions(
      follow,
      { after: 0n, perSecond: 100 },
      { resume: (latest, input) => ({ ...input, after: latest.sequence }), lingerMs: 20 },
    );
    const first = streamStore(page.queryClient).open(options);
    await expect.poll(() => first.view.snapshot?.count).toBeGreaterThan(2);
    first.cancel();
    first.close();
    await pause(100);

    const count = first.view.snapshot?.count ?? 0;
    const second = streamStore(page.queryClient).open(options);
    await expect.poll(() => second.view.snapshot?.count).toBeGreaterThan(count);
    expect(isConsecutive(second.view.snapshot?.data ?? [])).toBe(true);
    second.close();
    await pause(100);

    const third = streamStore(page.queryClient).handle(options);
    const before = third.view.snapshot?.data;
    const heard: bigint[] = [];
    third.listen({ onMessage: ({ sequence }) => heard.push(sequence) });
    third.restart();
    await expect.poll(() => third.view.snapshot?.data).not.toBe(before);
    expect(heard[0]).toBe(1n);
    expect(isConsecutive(third.view.snapshot?.data ?? [])).toBe(true);
    expect(await page.seen()).toMatchObject({ requests: 3 });
  });

  it("shares a stream between plain code and components", async () => {
    const page = openPage();
    const options = page.rpc.streamOptions(tick, { perSecond: 200, count: 0n }, { lingerMs: 50 });
    const handle = streamStore(page.queryClient).open(options);
    const counts: number[] = [];
    handle.subscribe(() => counts.push(handle.view.snapshot?.count ?? 0));
    await expect.poll(() => counts.at(-1)).toBeGreaterThan(10);
    flushSync(() => page.show(<Ticks options={{ lingerMs: 50 }} />)); // it has the stream, not only its text
    await page.says("open counting");
    handle.close();
    await pause(200);
    expect(await page.seen()).toMatchObject({ requests: 1, aborted: 0 }); // the component has it
    page.show(null);
    await expect.poll(page.seen).toMatchObject({ requests: 1, aborted: 1 });
    expect(handle.view.connection.status).toBe("idle");
  });

  it("keeps a stream with an open handle, even if the cache is cleared", async () => {
    const page = openPage();
    const options = page.rpc.streamOptions(tick, { perSecond: 200, count: 0n });
    using handle = streamStore(page.queryClient).open(options);
    await expect.poll(() => handle.view.snapshot?.count).toBeGreaterThan(0);
    page.queryClient.clear();
    const before = handle.view.snapshot?.count ?? 0;
    await expect.poll(() => handle.view.snapshot?.count).toBeGreaterThan(before);
    expect(page.queryClient.getQueryData(options.queryKey)?.count).toBeGreaterThan(before);
    expect(await page.seen()).toMatchObject({ requests: 1, aborted: 0 });
  });
});

/** Checks that ticks start at 0, each once and in order. */
function isGapless(ticks: readonly TickResponse[]): boolean {
  return ticks.every(({ index }, position) => index === BigInt(position));
}

/** Checks that sequence numbers start at 1, each once and in order. */
function isConsecutive(messages: readonly FollowResponse[]): boolean {
  return messages.every(({ sequence }, index) => sequence === BigInt(index + 1));
}
