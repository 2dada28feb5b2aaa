/** What keeps a stream open: observers, handles, and fetches that wait for its first message. */
import { QueryObserver } from "@tanstack/query-core";
import { streamStore } from "farcall/query";
import { describe, expect, it } from "vitest";
import { pause } from "./pause.ts";
import { openFedClient, sequences } from "./plain-stream/fed-client.ts";

describe("a stream that a handle holds open", () => {
  it("continues when an observer leaves before the first message", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    using handle = streamStore(queryClient).open(streamOptions());
    const leave = new QueryObserver(queryClient, streamOptions()).subscribe(() => {});
    await expect.poll(() => server.connections).toHaveLength(1);
    leave();
    server.last.send(1, 2);
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([1, 2]);
    expect(handle.view.connection.status).toBe("open");
    expect(sequences(queryClient.getQueryData(streamOptions().queryKey))).toEqual([1, 2]);
    expect(server.connections).toHaveLength(1);
  });

  it("is joined by an observer that arrives after the cache was cleared, leaves, and returns", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    using handle = streamStore(queryClient).open(streamOptions());
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
    queryClient.clear();
    expect(sequences(handle.view.snapshot)).toEqual([1]);
    new QueryObserver(queryClient, streamOptions()).subscribe(() => {})();
    const observer = new QueryObserver(queryClient, streamOptions());
    const leave = observer.subscribe(() => {});
    server.last.send(2);
    await expect.poll(() => observer.getCurrentResult().data?.length).toBe(2);
    expect(handle.view.connection.status).toBe("open");
    expect(server.connections).toHaveLength(1);
    expect(server.last.isAborted).toBe(false);
    leave();
  });

  it("can be restarted, canceled and reconnected long after the cache has dropped its query", async () => {
    const { server, queryClient, streamOptions } = openFedClient({ onRequest: (connection) => connection.send(1) });
    using handle = streamStore(queryClient).open(streamOptions({ gcTime: 20 }));
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
    await expect.poll(() => queryClient.getQueryCache().getAll()).toHaveLength(0);
    expect(sequences(handle.view.snapshot)).toEqual([1]);
    server.last.send(2); // which adds a query again
    await expect.poll(() => handle.view.snapshot?.count).toBe(2);
    await expect.poll(() => queryClient.getQueryCache().getAll()).toHaveLength(0);

    handle.restart();
    await expect.poll(() => server.connections).toHaveLength(2);
    await expect.poll(() => handle.view.connection.status).toBe("open");
    await expect.poll(() => queryClient.getQueryCache().getAll()).toHaveLength(0);

    handle.cancel();
    expect(handle.view.connection.status).toBe("idle");
    handle.reconnect();
    await expect.poll(() => server.connections).toHaveLength(3);
    await expect.poll(() => handle.view.connection.status).toBe("open");
  });

  it("shares structure as its query's options say, even if the query had to be recreated", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const options = streamOptions({ gcTime: 3_600_000, meta: { of: "mine" } });
    using handle = streamStore(queryClient).open(options);
    await expect.poll(() => server.connections).toHaveLength(1);
    queryClient.clear();
    server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
    expect(queryClient.getQueryCache().find({ queryKey: options.queryKey })).toMatchObject({
      gcTime: 3_600_000,
      meta: { of: "mine" },
    });
  });

  it("gives its options to a query that has replaced its own", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const options = streamOptions({ gcTime: 3_600_000, meta: { of: "mine" } });
    using handle = streamStore(queryClient).open(options);
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
    const { snapshot } = handle.view;
    queryClient.clear();
    queryClient.setQueryData(options.queryKey, snapshot);
    server.last.send(2);
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([1, 2]);
    expect(queryClient.getQueryCache().find({ queryKey: options.queryKey })).toMatchObject({
      gcTime: 3_600_000,
      meta: { of: "mine" },
      options: { structuralSharing: false }, // which would compare all data on every frame
    });
  });

  it("is canceled by cancelQueries while it connects, and can be reconnected", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    using handle = streamStore(queryClient).open(streamOptions());
    await expect.poll(() => server.connections).toHaveLength(1);
    await queryClient.cancelQueries({ queryKey: streamOptions().queryKey });
    expect(handle.view.connection.status).toBe("idle");
    await expect.poll(() => server.last.isAborted).toBe(true);
    handle.reconnect();
    await expect.poll(() => server.connections).toHaveLength(2);
    server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
  });
});

describe("a stream without owners for a while", () => {
  it("is kept forever with an infinite lingerMs", async () => {
    const { server, queryClient, streamOptions } = openFedClient({ onRequest: (connection) => connection.send(1) });
    for (const lingerMs of [Number.POSITIVE_INFINITY, 2 ** 31]) {
      await queryClient.fetchQuery(streamOptions({ lingerMs, scope: lingerMs === 2 ** 31 }));
    }
    await pause(50);
    expect(server.connections.map(({ isAborted }) => isAborted)).toEqual([false, false]);
  });

  it("keeps a first message that arrives in the meantime for a returning owner", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const options = streamOptions();
    const leave = new QueryObserver(queryClient, options).subscribe(() => {});
    await expect.poll(() => server.connections).toHaveLength(1);
    leave();
    server.last.send(1);
    await expect.poll(() => sequences(queryClient.getQueryData(options.queryKey))).toEqual([1]);
    const observer = new QueryObserver(queryClient, options);
    const leaveAgain = observer.subscribe(() => {});
    await pause(50);
    expect(observer.getCurrentResult()).toMatchObject({ status: "success", fetchStatus: "idle" });
    expect(server.connections).toHaveLength(1);
    leaveAgain();
  });

  it("is closed when its only owner leaves before the first message, however long waitMs is", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const options = streamOptions({ lingerMs: 20 });
    const handle = streamStore(queryClient).open(options);
    await expect.poll(() => server.connections).toHaveLength(1);
    handle.close();
    await expect.poll(() => server.last.isAborted).toBe(true);
    await expect.poll(() => queryClient.isFetching()).toBe(0);
    expect(handle.view.connection.status).toBe("idle");

    const observer = new QueryObserver(queryClient, options);
    const leave = observer.subscribe(() => {});
    await expect.poll(() => server.connections).toHaveLength(2);
    observer.setOptions({ ...options, enabled: false });
    await expect.poll(() => server.last.isAborted).toBe(true);
    expect(observer.getCurrentResult()).toMatchObject({ status: "pending", fetchStatus: "idle" });
    observer.setOptions(options);
    await expect.poll(() => server.connections).toHaveLength(3);
    server.last.send(1);
    await expect.poll(() => observer.getCurrentResult().data?.length).toBe(1);
    leave();
  });

  it("is kept for a fetch that starts to wait for it after its owner has left", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const options = streamOptions({ lingerMs: 20 });
    const leave = new QueryObserver(queryClient, options).subscribe(() => {});
    await expect.poll(() => server.connections).toHaveLength(1);
    leave();
    const fetched = queryClient.fetchQuery(options);
    await pause(100);
    server.last.send(1);
    expect(sequences(await fetched)).toEqual([1]);
    expect(server.connections).toHaveLength(1);
  });

  it("is kept for a fetch that restarts it after its owner has left", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const handle = streamStore(queryClient).open(streamOptions({ lingerMs: 20 }));
    await expect.poll(() => server.connections).toHaveLength(1);
    handle.close();
    handle.restart();
    await expect.poll(() => server.connections).toHaveLength(2);
    await pause(100);
    server.last.send(1);
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([1]);
    expect(server.connections).toHaveLength(2);
  });

  it("is closed when a prefetch of it is canceled", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const prefetch = queryClient.prefetchQuery(streamOptions({ lingerMs: 60_000 }));
    await expect.poll(() => server.connections).toHaveLength(1);
    await queryClient.cancelQueries();
    await prefetch;
    await expect.poll(() => server.last.isAborted).toBe(true);
  });
});

describe("a query that waits for a first message", () => {
  it("waits forever if waitMs is infinite", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const fetched = queryClient.fetchQuery(streamOptions({ waitMs: Number.POSITIVE_INFINITY }));
    await expect.poll(() => server.connections).toHaveLength(1);
    await pause(50);
    expect(queryClient.isFetching()).toBe(1);
    server.last.send(7);
    expect(sequences(await fetched)).toEqual([7]);
  });

  it("keeps the stream open, however long it takes", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const fetched = queryClient.fetchQuery(streamOptions({ lingerMs: 10 }));
    await expect.poll(() => server.connections).toHaveLength(1);
    await pause(100);
    server.last.send(1);
    expect(sequences(await fetched)).toEqual([1]);
    await expect.poll(() => server.last.isAborted).toBe(true);
  });
});

describe("a disabled stream that is opened manually", () => {
  const disabled = { enabled: false, lingerMs: 20 };

  it("lives as long as it is observed", async () => {
    for (const byHand of ["refetch", "restart", "reconnect"] as const) {
      const { server, queryClient, streamOptions } = openFedClient({ onRequest: (connection) => connection.send(1) });
      const observer = new QueryObserver(queryClient, streamOptions(disabled));
      const leave = observer.subscribe(() => {});
      const handle = streamStore(queryClient).handle(streamOptions(disabled));
      expect(server.connections).toHaveLength(0);
      if (byHand === "refetch") {
        void observer.refetch();
      } else {
        handle[byHand]();
      }
      await expect.poll(() => handle.view.connection.status).toBe("open");
      await pause(100);
      expect(handle.view.connection.status).toBe("open");
      leave();
      await expect.poll(() => server.last.isAborted).toBe(true);
    }
  });

  it("ends when it is enabled and then disabled", async () => {
    const { server, queryClient, streamOptions } = openFedClient({ onRequest: (connection) => connection.send(1) });
    const observer = new QueryObserver(queryClient, streamOptions(disabled));
    const leave = observer.subscribe(() => {});
    await observer.refetch();
    observer.setOptions(streamOptions({ ...disabled, enabled: true }));
    await pause(100);
    expect(server.last.isAborted).toBe(false);
    observer.setOptions(streamOptions(disabled));
    await expect.poll(() => server.last.isAborted).toBe(true);
    expect(server.connections).toHaveLength(1);
    leave();
  });
});

describe("a stream whose observer is unsubscribed while it moves to a new query", () => {
  it("is closed, although TanStack keeps the observer", async () => {
    const { server, queryClient, streamOptions } = openFedClient({ onRequest: (connection) => connection.send(1) });
    const options = streamOptions({ enabled: false, lingerMs: 20 });
    const observer = new QueryObserver(queryClient, options);
    const leave = observer.subscribe(() => {});
    queryClient.removeQueries();
    queryClient.getQueryCache().subscribe(({ type }) => type === "observerRemoved" && leave());
    await observer.refetch();
    expect(queryClient.getQueryCache().find({ queryKey: options.queryKey })?.getObserversCount()).toBe(1);
    expect(server.connections).toHaveLength(1);
    await expect.poll(() => server.last.isAborted).toBe(true);
  });
});
