/** Listeners that act on the stream synchronously, while they are being notified. */
import { QueryCache, QueryObserver } from "@tanstack/query-core";
import { Code } from "farcall";
import { streamStore } from "farcall/query";
import { describe, expect, it } from "vitest";
import { openFedClient, sequences } from "./plain-stream/fed-client.ts";

/** Acts the first time that the condition is true. */
function once(condition: () => boolean, act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone && condition()) {
      isDone = true;
      act();
    }
  };
}

describe("a listener that restarts a stream synchronously", () => {
  it("when its last messages are shown, has a running stream, although it has just failed", async () => {
    const told: unknown[] = [];
    const { server, queryClient, streamOptions } = openFedClient({
      queryCache: new QueryCache({ onError: (error) => told.push(error) }),
    });
    using handle = streamStore(queryClient).open(streamOptions({ reconnect: false }));
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
    handle.pause(); // so that they are shown with the failure
    const restarted: string[] = [];
    queryClient.getQueryCache().subscribe(
      once(
        () => handle.view.snapshot?.count === 2,
        () => {
          handle.restart();
          restarted.push(handle.view.connection.status);
        },
      ),
    );
    server.last.send(2);
    server.last.fail(Code.Internal);
    await expect.poll(() => server.connections).toHaveLength(2);
    expect(restarted).toEqual(["connecting"]);
    expect(handle.view.connection).toMatchObject({ status: "connecting", error: undefined });
    expect(told).toEqual([]);
    server.last.send(3);
    handle.resume();
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([3]);
    expect(handle.view.connection.status).toBe("open");
  });

  it("when its last messages are shown, has a running stream, although it was just complete", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    using handle = streamStore(queryClient).open(streamOptions());
    await expect.poll(() => server.connections).toHaveLength(1);
    queryClient.getQueryCache().subscribe(
      once(
        () => handle.view.snapshot?.isComplete === true,
        () => handle.restart(),
      ),
    );
    server.last.send(1);
    server.last.end();
    await expect.poll(() => server.connections).toHaveLength(2);
    expect(handle.view.connection.status).toBe("connecting");
  });
});

describe("a listener that cancels a stream synchronously", () => {
  it("while it starts to connect, leaves no pending fetch and no connection", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const handle = streamStore(queryClient).handle(streamOptions());
    handle.subscribe(
      once(
        () => handle.view.connection.status === "connecting",
        () => handle.cancel(),
      ),
    );
    handle.open();
    await expect.poll(() => queryClient.isFetching()).toBe(0);
    expect(handle.view.connection.status).toBe("idle");
    expect(server.connections.filter(({ isAborted }) => !isAborted)).toHaveLength(0);
    handle.close();
  });
});

describe("a reader that arrives synchronously", () => {
  it("when a fetch starts, is not affected by a query that is removed", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const options = streamOptions({ waitMs: 200, reconnect: { initialDelayMs: 1_000_000 } });
    const told: unknown[] = [];
    const disabled = new QueryObserver(queryClient, { ...options, enabled: false });
    disabled.subscribe(() => {});
    queryClient.getQueryCache().subscribe(
      once(
        () => queryClient.isFetching() > 0,
        () => new QueryObserver(queryClient, options).subscribe(() => {}), // TanStack fetches twice, and drops one
      ),
    );
    void disabled.refetch();
    const handle = streamStore(queryClient).handle(options);
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.fail(Code.Unavailable);
    await expect.poll(() => handle.view.connection.status).toBe("reconnecting");
    queryClient.removeQueries();
    const removed = queryClient.getQueryCache();
    removed.subscribe(({ type, query }) => {
      if (type === "updated" && removed.get(query.queryHash) !== query) {
        told.push(query.state.status);
      }
    });
    const leave = new QueryObserver(queryClient, options).subscribe(() => {});
    await expect.poll(() => server.connections).toHaveLength(2);
    server.last.send(1);
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([1]);
    await expect.poll(() => told).toContain("error");
    expect(handle.view.connection.status).toBe("open");
    expect(sequences(handle.view.snapshot)).toEqual([1]);
    leave();
  });

  it("when a stream ends with its query, gets its own, which is closed like any other", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const options = streamOptions({ lingerMs: 0 });
    const handle = streamStore(queryClient).handle(options);
    new QueryObserver(queryClient, options).subscribe(() => {});
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
    let leave = () => {};
    handle.subscribe(
      once(
        () => true,
        () => {
          leave = new QueryObserver(queryClient, options).subscribe(() => {});
        },
      ),
    );
    queryClient.removeQueries();
    await expect.poll(() => server.connections).toHaveLength(2);
    expect(handle.view.connection.status).toBe("connecting");
    server.last.send(5);
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([5]);
    leave();
    await expect.poll(() => server.last.isAborted).toBe(true);
  });

  it("when a stream without owners is closed, gets one that is closed like any other", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const options = streamOptions({ lingerMs: 0 });
    const handle = streamStore(queryClient).open(options);
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
    const reader = streamStore(queryClient).handle(options);
    reader.subscribe(
      once(
        () => reader.view.connection.status === "idle",
        () => reader.open(),
      ),
    );
    handle.close();
    await expect.poll(() => server.connections).toHaveLength(2);
    server.last.send(5);
    await expect.poll(() => sequences(reader.view.snapshot)).toEqual([5]);
    expect(reader.view.connection.status).toBe("open");
    reader.close();
    await expect.poll(() => server.last.isAborted).toBe(true);
  });
});
