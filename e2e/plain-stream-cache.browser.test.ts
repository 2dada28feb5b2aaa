/** How events in the query cache affect the stream beneath it. */
import { QueryCache, QueryObserver, skipToken } from "@tanstack/query-core";
import { Code } from "farcall";
import { type StreamSnapshot, type StreamStatus, streamStore } from "farcall/query";
import { describe, expect, it, vi } from "vitest";
import type { FollowResponse } from "../playground/gen/demo/v1/demo_pb.ts";
import { pause } from "./pause.ts";
import { openFedClient, resumable, sequences } from "./plain-stream/fed-client.ts";
import { follow } from "./plain-stream/fed-service.ts";

describe("restart()", () => {
  it("leaves nothing behind when the stream was still connecting", async () => {
    const { server, queryClient, streamOptions } = openFedClient({
      onRequest: (connection) => connection.request.after === 0n && connection.send(1, 2),
    });
    using handle = streamStore(queryClient).open(streamOptions(resumable));
    handle.restart();
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([1, 2]);
    handle.cancel();
    handle.reconnect();
    await expect.poll(() => server.last.request.after).toBe(2n);
    server.last.send(3);
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([1, 2, 3]);
  });

  it("opens a new connection also while the first one hangs", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    using handle = streamStore(queryClient).open(streamOptions());
    await expect.poll(() => server.connections).toHaveLength(1);
    handle.restart();
    await expect.poll(() => server.connections).toHaveLength(2);
    await expect.poll(() => server.connections[0]?.isAborted).toBe(true);
    server.last.send(1);
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([1]);
  });

  it("does nothing to a stream that is skipped", async () => {
    const { server, rpc, queryClient } = openFedClient();
    const complaints = vi.spyOn(console, "error").mockImplementation(() => {});
    const handle = streamStore(queryClient).handle(rpc.streamOptions(follow, skipToken));
    handle.open();
    handle.restart();
    handle.reconnect();
    await pause(50);
    expect(server.connections).toHaveLength(0);
    expect(handle.view.connection.status).toBe("idle");
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
  });
});

describe("data that is written to the cache", () => {
  it("is what handles and queries see, and what the stream continues from", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const { queryKey } = streamOptions();
    using handle = streamStore(queryClient).open(streamOptions());
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1, 2);
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([1, 2]);
    const drawn: unknown[] = [];
    handle.subscribe(() => drawn.push(sequences(handle.view.snapshot)));
    queryClient.setQueryData(queryKey, (old) => old && { ...old, data: old.data.slice(1) });
    expect(sequences(handle.view.snapshot)).toEqual([2]);
    expect(drawn).toEqual([[2]]);
    server.last.send(3);
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([2, 3]);
    expect(handle.view.snapshot).toBe(queryClient.getQueryData(queryKey));
  });

  it("does not discard messages that have arrived and are not shown yet", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const { queryKey } = streamOptions();
    using handle = streamStore(queryClient).open(streamOptions());
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1, 2);
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([1, 2]);
    handle.pause();
    const arrived: bigint[] = [];
    handle.listen({ onMessage: ({ sequence }) => arrived.push(sequence) });
    server.last.send(3, 4);
    await expect.poll(() => arrived).toEqual([3n, 4n]);
    queryClient.setQueryData(queryKey, (old) => old && { ...old, data: old.data.slice(1) });
    expect(sequences(handle.view.snapshot)).toEqual([2]);
    handle.resume();
    expect(sequences(handle.view.snapshot)).toEqual([2, 3, 4]);
    expect(handle.view.snapshot?.count).toBe(4);
  });

  it("stays if it is written while the first message is shown, or right after", async () => {
    for (const moment of [undefined, Promise.resolve()]) {
      const { server, queryClient, streamOptions } = openFedClient();
      const { queryKey } = streamOptions();
      using handle = streamStore(queryClient).open(streamOptions());
      const drawn: unknown[] = [];
      handle.subscribe(() => drawn.push(sequences(handle.view.snapshot)));
      const removeAll = () => queryClient.setQueryData(queryKey, (old) => old && { ...old, data: [] });
      const unsubscribe = handle.subscribe(() => {
        if (handle.view.snapshot) {
          unsubscribe();
          moment ? void moment.then(removeAll) : removeAll();
        }
      });
      await expect.poll(() => server.connections).toHaveLength(1);
      server.last.send(1);
      await expect.poll(() => queryClient.isFetching()).toBe(0);
      expect(sequences(handle.view.snapshot)).toEqual([]);
      expect(drawn.slice(drawn.findIndex((data) => Array.isArray(data) && data.length === 0))).not.toContainEqual([1]);
      server.last.send(2);
      await expect.poll(() => sequences(handle.view.snapshot)).toEqual([2]);
    }
  });

  it("is shown while a stream connects, until its first message", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const { queryKey } = streamOptions();
    using handle = streamStore(queryClient).open(streamOptions());
    await expect.poll(() => server.connections).toHaveLength(1);
    queryClient.setQueryData(queryKey, { data: [], latest: undefined, count: 7, dropped: 7, isComplete: false });
    expect(handle.view.snapshot?.count).toBe(7);
    server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
  });
});

describe("resetQueries", () => {
  it("discards the data of a stream, and starts it over", async () => {
    for (const hold of [true, false]) {
      const { server, queryClient, streamOptions } = openFedClient();
      const options = streamOptions(resumable);
      const handle = streamStore(queryClient).handle(options);
      const leave = hold ? () => handle.close() : new QueryObserver(queryClient, options).subscribe(() => {});
      if (hold) {
        handle.open();
      }
      await expect.poll(() => server.connections).toHaveLength(1);
      server.last.send(1, 2);
      await expect.poll(() => handle.view.snapshot?.count).toBe(2);
      const reset = queryClient.resetQueries();
      expect(handle.view.snapshot).toBeUndefined();
      await expect.poll(() => server.connections).toHaveLength(2);
      await expect.poll(() => server.connections[0]?.isAborted).toBe(true);
      expect(server.last.request.after).toBe(0n);
      server.last.send(5);
      await expect.poll(() => sequences(handle.view.snapshot)).toEqual([5]);
      await reset;
      leave();
    }
  });
});

describe("a query that was removed and replaced", () => {
  it("ends nothing when its removal is reported again, as TanStack Query did before 5.103.2", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const options = streamOptions();
    const cache = queryClient.getQueryCache();
    const observer = new QueryObserver(queryClient, options);
    const leave = observer.subscribe(() => {});
    await expect.poll(() => server.connections).toHaveLength(1);
    const removed = observer.getCurrentQuery();
    cache.remove(removed);
    void observer.refetch();
    await expect.poll(() => server.connections).toHaveLength(2);
    server.last.send(1);
    const handle = streamStore(queryClient).handle(options);
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([1]);
    cache.notify({ type: "removed", query: removed });
    server.last.send(2);
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([1, 2]);
    expect(server.last.isAborted).toBe(false);
    leave();
  });
});

describe("resetQueries while a stream connects", () => {
  it("gives up the connection and makes another", async () => {
    for (const hold of [true, false]) {
      const { server, queryClient, streamOptions } = openFedClient();
      const options = streamOptions();
      const handle = streamStore(queryClient).handle(options);
      const leave = hold ? () => handle.close() : new QueryObserver(queryClient, options).subscribe(() => {});
      if (hold) {
        handle.open();
      }
      await expect.poll(() => server.connections).toHaveLength(1);
      const reset = queryClient.resetQueries();
      await expect.poll(() => server.connections).toHaveLength(2);
      await expect.poll(() => server.connections[0]?.isAborted).toBe(true);
      server.last.send(5);
      await expect.poll(() => sequences(handle.view.snapshot)).toEqual([5]);
      await reset;
      expect(server.connections).toHaveLength(2);
      leave();
    }
  });
});

describe("an invalidation", () => {
  it("makes a failed stream start over, although it could resume", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const options = streamOptions({ ...resumable, reconnect: false });
    const leave = new QueryObserver(queryClient, options).subscribe(() => {});
    const handle = streamStore(queryClient).handle(options);
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1); // from where it could resume
    server.last.fail(Code.Internal);
    await expect.poll(() => handle.view.connection.status).toBe("error");
    void queryClient.invalidateQueries();
    await expect.poll(() => server.connections).toHaveLength(2);
    expect(server.last.request.after).toBe(0n);
    leave();
  });

  it("makes it start over also when it failed to resume", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const options = streamOptions({ ...resumable, reconnect: false });
    const leave = new QueryObserver(queryClient, options).subscribe(() => {});
    const handle = streamStore(queryClient).handle(options);
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1);
    for (const requests of [1, 2, 3]) {
      await expect.poll(() => server.connections).toHaveLength(requests);
      expect(server.last.request.after).toBe(requests === 1 ? 0n : 1n);
      await expect.poll(() => handle.view.snapshot?.count).toBe(1);
      server.last.fail(Code.Internal);
      await expect.poll(() => handle.view.connection.status).toBe("error");
      if (requests < 3) {
        handle.reconnect();
      }
    }
    void queryClient.invalidateQueries();
    await expect.poll(() => server.connections).toHaveLength(4);
    expect(server.last.request.after).toBe(0n);
    leave();
  });

  it("makes it start over while it reconnects to resume", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const options = streamOptions(resumable);
    const leave = new QueryObserver(queryClient, options).subscribe(() => {});
    const handle = streamStore(queryClient).handle(options);
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
    handle.cancel();
    handle.reconnect();
    await expect.poll(() => server.connections).toHaveLength(2);
    expect(server.last.request.after).toBe(1n);
    void queryClient.invalidateQueries();
    await expect.poll(() => server.connections).toHaveLength(3);
    expect(server.last.request.after).toBe(0n);
    leave();
  });

  it("starts a stream over that only a handle holds", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    using handle = streamStore(queryClient).open(streamOptions(resumable));
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
    await queryClient.invalidateQueries();
    await expect.poll(() => server.connections).toHaveLength(2);
    expect(server.last.request.after).toBe(0n);
    expect(sequences(handle.view.snapshot)).toEqual([1]);
    server.last.send(5);
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([5]);
    expect(server.connections).toHaveLength(2);
  });
});

describe("an invalidation that is followed by silence", () => {
  it("makes a stream start over until there is new data", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    using handle = streamStore(queryClient).open(streamOptions({ ...resumable, reconnect: false, waitMs: 50 }));
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1, 2);
    await expect.poll(() => handle.view.snapshot?.count).toBe(2);
    await queryClient.invalidateQueries();
    await expect.poll(() => server.connections).toHaveLength(2);
    await expect.poll(() => queryClient.isFetching()).toBe(0); // it has waited long enough
    server.last.fail(Code.Internal);
    await expect.poll(() => handle.view.connection.status).toBe("error");
    handle.reconnect();
    await expect.poll(() => server.connections).toHaveLength(3);
    expect(server.last.request.after).toBe(0n);
    server.last.send(7);
    await expect.poll(() => sequences(handle.view.snapshot)).toEqual([7]);
    server.last.fail(Code.Internal);
    await expect.poll(() => handle.view.connection.status).toBe("error");
    handle.reconnect();
    await expect.poll(() => server.connections).toHaveLength(4);
    expect(server.last.request.after).toBe(7n);
  });
});

describe("pause()", () => {
  it("keeps unshown messages when the stream ends and the page regains focus", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const options = streamOptions({ staleTime: Number.POSITIVE_INFINITY });
    const observer = new QueryObserver(queryClient, options);
    const leave = observer.subscribe(() => {});
    const handle = streamStore(queryClient).handle(options);
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1, 2);
    await expect.poll(() => handle.view.snapshot?.count).toBe(2);
    handle.pause();
    server.last.send(3);
    server.last.end();
    await expect.poll(() => handle.view.connection.status).toBe("complete");
    queryClient.getQueryCache().onFocus();
    await pause(50);
    expect(sequences(handle.view.snapshot)).toEqual([1, 2]);
    handle.resume();
    expect(sequences(handle.view.snapshot)).toEqual([1, 2, 3]);
    expect(handle.view.snapshot?.isComplete).toBe(true);
    expect(server.connections).toHaveLength(1);
    leave();
  });
});

describe("a failure", () => {
  it("is reported to the query cache once, whenever it happens", async () => {
    for (const after of [0, 3]) {
      const told: string[] = [];
      const { server, queryClient, streamOptions } = openFedClient({
        queryCache: new QueryCache({
          onError: ({ message }, { state }) => told.push(`error ${message}, ${state.status}`),
          onSettled: (_, error) => error && told.push(`settled ${error.message}`),
        }),
      });
      using handle = streamStore(queryClient).open(streamOptions({ reconnect: false }));
      await expect.poll(() => server.connections).toHaveLength(1);
      if (after > 0) {
        server.last.send(1, 2, 3);
        await expect.poll(() => handle.view.snapshot?.count).toBe(3);
      }
      server.last.fail(Code.Internal);
      await expect.poll(() => told).toHaveLength(2);
      expect(told).toEqual([expect.stringContaining("told to fail, error"), expect.stringContaining("settled")]);
    }
  });

  it("is reported once even if nothing waited for it", async () => {
    const told: string[] = [];
    const { server, queryClient, streamOptions } = openFedClient({
      queryCache: new QueryCache({
        onError: () => told.push("error"),
        onSettled: () => told.push("settled"),
      }),
      onRequest: (connection) => server.connections.length === 1 && connection.fail(Code.Unavailable),
    });
    using handle = streamStore(queryClient).open(
      streamOptions({ waitMs: 500, reconnect: { maxAttempts: 1, initialDelayMs: 1 } }),
    );
    await expect.poll(() => server.connections).toHaveLength(2);
    await expect.poll(() => told).toEqual(["error", "settled"]);
    expect(handle.view.connection.status).toBe("reconnecting");
    server.last.fail(Code.Unavailable);
    await expect.poll(() => handle.view.connection.status).toBe("error");
    expect(told).toEqual(["error", "settled"]);
  });

  it("is reported again if there was a message in between", async () => {
    let errors = 0;
    const { server, queryClient, streamOptions } = openFedClient({
      queryCache: new QueryCache({
        onError: () => {
          errors++;
        },
      }),
      onRequest: (connection) => server.connections.length === 1 && connection.fail(Code.Unavailable),
    });
    using handle = streamStore(queryClient).open(
      streamOptions({ waitMs: 500, reconnect: { maxAttempts: 1, initialDelayMs: 1 } }),
    );
    await expect.poll(() => errors).toBe(1);
    await expect.poll(() => server.connections).toHaveLength(2);
    server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
    server.last.fail(Code.Internal);
    await expect.poll(() => errors).toBe(2);
    expect(handle.view.connection.status).toBe("error");
  });

  it("makes the data stale, even if it was complete and would still be fresh", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const options = streamOptions({ staleTime: 60_000, reconnect: false });
    const observer = new QueryObserver(queryClient, options);
    const leave = observer.subscribe(() => {});
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1);
    server.last.end();
    await expect.poll(() => observer.getCurrentResult()).toMatchObject({ status: "success", isStale: false });
    void observer.refetch();
    await expect.poll(() => server.connections).toHaveLength(2);
    server.last.fail(Code.Unavailable);
    await expect.poll(() => observer.getCurrentResult()).toMatchObject({ status: "error", isStale: true });
    leave();
    const leaveAgain = new QueryObserver(queryClient, options).subscribe(() => {});
    await expect.poll(() => server.connections).toHaveLength(3);
    leaveAgain();
  });

  it("is reported, along with the data, even if the cache has dropped the query", async () => {
    const told: [string, unknown][] = [];
    const { server, queryClient, streamOptions } = openFedClient({
      queryCache: new QueryCache({
        onError: ({ message }, { state }) =>
          told.push([message, sequences(state.data as StreamSnapshot<readonly FollowResponse[]>)]),
      }),
    });
    using handle = streamStore(queryClient).open(streamOptions({ reconnect: false }));
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
    queryClient.clear();
    server.last.fail(Code.Internal);
    await expect.poll(() => told).toEqual([[expect.stringContaining("told to fail"), [1]]]);
    expect(handle.view.connection.status).toBe("error");
  });

  it("is the last thing a watcher is notified of, even if the stream has no owners any more", async () => {
    const { server, queryClient, streamOptions } = openFedClient();
    const handle = streamStore(queryClient).open(streamOptions({ reconnect: false, lingerMs: 20 }));
    const told: [StreamStatus, Code | undefined][] = [];
    handle.subscribe(() => told.push([handle.view.connection.status, handle.view.connection.error?.code]));
    await expect.poll(() => server.connections).toHaveLength(1);
    server.last.send(1);
    await expect.poll(() => handle.view.snapshot?.count).toBe(1);
    server.last.fail(Code.Internal);
    await expect.poll(() => told.at(-1)).toEqual(["error", Code.Internal]);
    handle.close();
    await pause(100);
    expect(told.map(([status]) => status)).not.toContain("idle");
    expect(told.at(-1)).toEqual(["error", Code.Internal]);
    expect(handle.view.connection.error?.code).toBe(Code.Internal);
  });
});
