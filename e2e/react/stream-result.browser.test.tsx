/** What a component sees of a stream, compared with what the cache contains. */
import { keepPreviousData, QueryClientProvider, skipToken, useQuery as useTanStackQuery } from "@tanstack/react-query";
import { Code } from "farcall";
import { createRpcQuery, streamStore } from "farcall/query";
import { RpcProvider, useRpc, useStream, useStreamStatus, useSuspenseStream } from "farcall/react";
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";
import { flushSync } from "react-dom";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server.browser";
import { describe, expect, it, onTestFinished } from "vitest";
import type { FollowResponse } from "../../playground/gen/demo/v1/demo_pb.ts";
import { pause } from "../pause.ts";
import { type FollowOptions, sequences } from "../plain-stream/fed-client.ts";
import { type FedConnection, fedService, follow } from "../plain-stream/fed-service.ts";
import { Boundary } from "./boundary.tsx";
import { openPage } from "./page.tsx";

/** Opens a page whose stream the test controls. */
function openFedPage(onRequest?: (connection: FedConnection) => void) {
  const server = fedService(onRequest);
  const rpc = createRpcQuery({ transport: server.transport });
  const page = openPage();
  onTestFinished(() => server.transport.close());
  const show = (content: ReactNode) => page.show(<RpcProvider rpc={rpc}>{content}</RpcProvider>);
  const options = rpc.streamOptions(follow, {});
  const write = (update: (old: readonly FollowResponse[]) => readonly FollowResponse[]) =>
    page.queryClient.setQueryData(options.queryKey, (old) => old && { ...old, data: update(old.data) });
  return { ...page, server, rpc, show, write, options };
}

const list = (messages: readonly FollowResponse[] = []) => sequences({ data: messages })?.join() || "none";

describe("useStream", () => {
  it("shows data written to the cache, as a query of the same stream does", async () => {
    const page = openFedPage((connection) => connection.send(1, 2));
    function Both() {
      const stream = useStream(follow, {});
      const query = useTanStackQuery(useRpc().streamOptions(follow, {}));
      return `stream ${list(stream.data)}, query ${list(query.data)}`;
    }
    page.show(<Both />);
    await page.says("stream 1,2, query 1,2");
    page.write((old) => old.slice(1));
    await page.says("stream 2, query 2");
    page.server.last.send(3);
    await page.says("stream 2,3, query 2,3");
  });

  it("drops the old data when its query is reset", async () => {
    const page = openFedPage();
    function Shown() {
      const { data, status } = useStream(follow, {});
      return `${status} ${list(data)}`;
    }
    page.show(<Shown />);
    await expect.poll(() => page.server.connections).toHaveLength(1);
    page.server.last.send(1);
    await page.says("open 1");
    void page.queryClient.resetQueries();
    await page.says("connecting none");
    await expect.poll(() => page.server.connections).toHaveLength(2);
    page.server.last.send(2);
    await page.says("open 2");
  });

  it("joins a stream that a handle holds, also after the cache was cleared", async () => {
    const page = openFedPage();
    using handle = streamStore(page.queryClient).open(page.options);
    await expect.poll(() => page.server.connections).toHaveLength(1);
    page.server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
    page.queryClient.clear();
    function Shown() {
      const { data, status } = useStream(follow, {});
      return `${status} ${list(data)}`;
    }
    page.show(<Shown />);
    await page.says("open 1");
    page.server.last.send(2);
    await page.says("open 1,2");
    expect(handle.view.connection.status).toBe("open");
    expect(page.server.connections.map(({ isAborted }) => isAborted)).toEqual([false]);
  });

  it("shows placeholder data until there are messages, and the previous data after its input changes", async () => {
    const page = openFedPage();
    function Shown({ after }: { after: bigint }) {
      const options = { placeholderData: keepPreviousData, waitMs: Number.POSITIVE_INFINITY };
      const { data, count, isPlaceholderData } = useStream(follow, { after }, options);
      return `${list(data)} ${count} ${isPlaceholderData ? "for now" : "indeed"}`;
    }
    page.show(<Shown after={0n} />);
    await page.says("none 0 indeed");
    await expect.poll(() => page.server.connections).toHaveLength(1);
    page.server.last.send(1);
    await page.says("1 1 indeed");
    page.show(<Shown after={5n} />);
    await page.says("1 0 for now");
    await expect.poll(() => page.server.connections).toHaveLength(2);
    page.server.last.send(6);
    await page.says("6 1 indeed");
  });

  it("neither opens nor observes a stream while it is not subscribed", async () => {
    const page = openFedPage();
    let drawn = 0;
    function Hidden() {
      const { status, count } = useStream(follow, {}, { subscribed: false });
      drawn++;
      return `${status} ${count}`;
    }
    page.show(<Hidden />);
    await page.says("idle 0");
    using handle = streamStore(page.queryClient).handle(page.options);
    await pause(50);
    expect(page.server.connections).toHaveLength(0);
    handle.open();
    await expect.poll(() => page.server.connections).toHaveLength(1);
    const before = drawn;
    page.server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
    await pause(50);
    expect(drawn).toBe(before);
  });

  it("opens nothing while it is skipped, and does not show the stream of the empty input", async () => {
    const page = openFedPage((connection) => connection.send(1));
    function Both() {
      const skipped = useStream(follow, skipToken);
      const stream = useStream(follow, {});
      return `${skipped.status} ${list(skipped.data)} ${stream.status} ${list(stream.data)}`;
    }
    page.show(<Both />);
    await page.says("idle none open 1");
    expect(page.server.connections).toHaveLength(1);
  });
});

describe("select", () => {
  it("is called once per snapshot, however often a component renders", async () => {
    const page = openFedPage();
    let runs = 0;
    let drawn = 0;
    const select = (data: readonly FollowResponse[]) => {
      runs++;
      return data.length;
    };
    let redraw: (time: number) => void = () => {};
    function Shown() {
      redraw = useState(0)[1];
      drawn++;
      const rpc = useRpc();
      const stream = useStream(follow, {}, { select });
      const query = useTanStackQuery(rpc.streamOptions(follow, {}, { select }));
      return `${stream.data} ${query.data}`;
    }
    page.show(<Shown />);
    await expect.poll(() => page.server.connections).toHaveLength(1);
    page.server.last.send(1);
    await page.says("1 1");
    runs = 0;
    drawn = 0;
    for (let time = 1; time <= 5; time++) {
      redraw(time);
      await expect.poll(() => drawn).toBeGreaterThanOrEqual(2 * time); // Strict Mode renders twice
    }
    expect(runs).toBe(0);
    page.server.last.send(2);
    await page.says("2 2");
    expect(runs).toBe(2); // one per hook
  });

  it("that throws fails the component, which keeps its last data, but not the stream", async () => {
    const page = openFedPage((connection) => connection.send(1));
    function Shown() {
      const { data, status, error, isStreaming } = useStream(
        follow,
        {},
        {
          select(messages) {
            if (messages.length === 2) {
              throw new RangeError("cannot take two");
            }
            return messages.length;
          },
        },
      );
      return `${status} ${data} ${error?.rawMessage} ${isStreaming}`;
    }
    page.show(<Shown />);
    await page.says("open 1 undefined true");
    page.server.last.send(2);
    await page.says("error 1 cannot take two true");
    page.server.last.send(3);
    await page.says("open 3 undefined true");
  });

  it("that throws can throw to a boundary", async () => {
    const select = () => {
      throw new RangeError("cannot");
    };
    function Told() {
      useStream(follow, {}, { select, throwOnError: true });
      return "shown";
    }
    function Suspending() {
      useSuspenseStream(follow, {}, { select });
      return "shown";
    }
    for (const content of [<Told key="told" />, <Suspending key="suspending" />]) {
      const page = openFedPage((connection) => connection.send(1));
      page.show(
        <Boundary>
          <Suspense fallback="waiting">{content}</Suspense>
        </Boundary>,
      );
      await page.says(`caught ${Code.Unknown}`);
    }
  });
});

describe("useSuspenseStream", () => {
  it("has data, also if it is written to the cache while it connects", async () => {
    const page = openFedPage();
    const drawn: unknown[] = [];
    function Shown() {
      const { data } = useSuspenseStream(follow, {});
      drawn.push(data);
      return list(data);
    }
    page.show(
      <Suspense fallback="waiting">
        <Shown />
      </Suspense>,
    );
    await expect.poll(() => page.server.connections).toHaveLength(1);
    page.queryClient.setQueryData(page.options.queryKey, {
      data: [],
      latest: undefined,
      count: 0,
      dropped: 0,
      isComplete: false,
    });
    await page.says("none");
    page.server.last.send(1);
    await page.says("1");
    expect(drawn).not.toContain(undefined);
  });
});

it("a part of a page that hydrates late shows what the server has rendered, then current data", async () => {
  const page = openFedPage();
  function Shown({ name, options }: { name: string; options?: FollowOptions }) {
    const { data, status } = useStream(follow, {}, { ...options, mode: "collect" });
    const connection = useStreamStatus(follow, {});
    return <p>{`${name}: ${status} ${list(data)} ${connection.status}; `}</p>;
  }
  const app = (Late: ComponentType) => (
    <QueryClientProvider client={page.queryClient}>
      <RpcProvider rpc={page.rpc}>
        <Shown name="early" />
        <Suspense fallback="waiting">
          <Late />
        </Suspense>
      </RpcProvider>
    </QueryClientProvider>
  );
  const Late = () => <Shown name="late" />;
  const html = renderToString(app(Late));
  expect(html).toContain("late: connecting none idle");

  let load: (module: { default: ComponentType }) => void = () => {};
  const loading = new Promise<{ default: ComponentType }>((resolve) => {
    load = resolve;
  });
  const element = document.body.appendChild(document.createElement("div"));
  element.innerHTML = html;
  const complaints: unknown[] = [];
  const root = hydrateRoot(element, app(lazy(() => loading)), {
    onRecoverableError: (error) => complaints.push(error),
  });
  onTestFinished(() => {
    root.unmount();
    element.remove();
  });
  await expect.poll(() => page.server.connections).toHaveLength(1);
  page.server.last.send(1);
  await expect.poll(() => element.textContent).toContain("early: open 1 open");
  load({ default: Late });
  await expect.poll(() => element.textContent).toContain("late: open 1 open");
  expect(complaints).toEqual([]);
  expect(page.server.connections).toHaveLength(1);
});

it("a warning tells developers about two components that open the same stream with different limits", async () => {
  const page = openFedPage((connection) => connection.send(1));
  function Shown({ limit }: { limit?: number }) {
    const { count } = useStream(follow, {}, { limit });
    return <p>{`got ${count}`}</p>;
  }
  page.show([<Shown key={1} limit={5} />, <Shown key={2} limit={5} />, <Shown key={3} />]);
  await page.says(/(got 1){3}/);
  expect(page.complaints()).toEqual([]);
  flushSync(() =>
    page.show([<Shown key={1} limit={5} />, <Shown key={4} limit={500} />, <Shown key={5} limit={50} />]),
  );
  expect(page.element.textContent).toMatch(/(got 1){3}/);
  expect(page.complaints()).toEqual([
    [expect.stringMatching(/limit of 5\b.*DemoService\/Follow|DemoService\/Follow.*limit of 5\b/)],
  ]);
});
