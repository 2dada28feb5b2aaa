import { create } from "@bufbuild/protobuf";
import { QueryClient, QueryObserver } from "@tanstack/query-core";
import { expect, it, onTestFinished } from "vitest";
import { foreign } from "../../e2e/foreign-realm.ts";
import { TickRequestSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { lingerCall } from "./linger-call.ts";

/** A query whose calls are answered by the test. */
function openQuery() {
  const client = new QueryClient();
  onTestFinished(() => client.clear());
  const calls: { signal: AbortSignal; answer(text: string): void; fail(reason: unknown): void }[] = [];
  const queryKey = ["words"];
  const options = {
    queryKey,
    retry: false as boolean | number,
    queryFn: (context: { client: QueryClient; queryKey: readonly unknown[]; signal: AbortSignal }) =>
      lingerCall(
        context,
        (signal) =>
          new Promise<string>((answer, fail) => {
            calls.push({ signal, answer, fail });
            signal.addEventListener("abort", () => fail(signal.reason));
          }),
      ),
  };
  return {
    client,
    queryKey,
    options,
    calls,
    observe: (more: { enabled?: boolean; retry?: number; retryDelay?: number } = {}) =>
      new QueryObserver(client, { ...options, ...more }),
    aborted: () => calls.map(({ signal }) => signal.aborted),
    data: () => client.getQueryData(queryKey),
  };
}

it("is called once for a component that unmounts and remounts immediately", async () => {
  const { observe, calls, data } = openQuery();
  const observer = observe();
  for (let again = 0; again < 3; again++) {
    observer.subscribe(() => {})();
  }
  onTestFinished(observer.subscribe(() => {}));
  expect(calls).toHaveLength(1);
  calls[0]?.answer("one");
  await expect.poll(data).toBe("one");
});

it("is called once for a component that takes over prefetched data, unmounts and remounts immediately", async () => {
  const { client, options, observe, calls, data } = openQuery();
  void client.prefetchQuery(options);
  const observer = observe();
  observer.subscribe(() => {})();
  onTestFinished(observer.subscribe(() => {}));
  expect(calls).toHaveLength(1);
  calls[0]?.answer("one");
  await expect.poll(data).toBe("one");
});

it("aborts the call of a component that does not remount", async () => {
  const { observe, aborted } = openQuery();
  observe().subscribe(() => {})();
  expect(aborted()).toEqual([false]);
  await expect.poll(aborted).toEqual([true]);
});

it("aborts the call of a component that has remounted and unmounts again", async () => {
  const { observe, aborted } = openQuery();
  const observer = observe();
  observer.subscribe(() => {})();
  observer.subscribe(() => {})();
  await expect.poll(aborted).toEqual([true]);
});

it("aborts immediately when a query is canceled or refetched, and uses a new call", async () => {
  const { client, queryKey, observe, calls, aborted, data } = openQuery();
  onTestFinished(observe().subscribe(() => {}));
  calls[0]?.answer("one");
  await expect.poll(data).toBe("one");
  void client.refetchQueries({ queryKey });
  void client.refetchQueries({ queryKey });
  expect(aborted()).toEqual([false, true, false]);
  calls[1]?.answer("late");
  calls[2]?.answer("two");
  await expect.poll(data).toBe("two");
  void client.refetchQueries({ queryKey });
  await client.cancelQueries({ queryKey });
  expect(aborted()).toEqual([false, true, false, true]);
});

it("makes a call for each refetch of a disabled query", async () => {
  const { observe, calls, aborted } = openQuery();
  const observer = observe({ enabled: false });
  onTestFinished(observer.subscribe(() => {}));
  const first = observer.refetch();
  calls[0]?.answer("one");
  await first;
  void observer.refetch();
  const third = observer.refetch();
  expect(aborted()).toEqual([false, true, false]);
  calls[1]?.answer("two");
  calls[2]?.answer("three");
  expect((await third).data).toBe("three");
});

it("makes a new call when a prefetch is invalidated, whose response may be stale", async () => {
  const { client, options, queryKey, calls, aborted, data } = openQuery();
  const first = client.prefetchQuery(options);
  calls[0]?.answer("one");
  await first;
  void client.prefetchQuery(options);
  const invalidated = client.invalidateQueries({ queryKey, refetchType: "all" });
  expect(calls).toHaveLength(3);
  calls[1]?.answer("two");
  calls[2]?.answer("three");
  await invalidated;
  expect(data()).toBe("three");
  await expect.poll(aborted).toEqual([false, true, false]);
});

it("makes a new call for a component that remounts while a failed one waits for its retry", async () => {
  const { client, queryKey, observe, calls, data } = openQuery();
  const observer = observe({ retry: 3, retryDelay: 60_000 });
  const leave = observer.subscribe(() => {});
  calls[0]?.fail(new RangeError("broken"));
  await expect.poll(() => client.getQueryState(queryKey)?.fetchFailureCount).toBe(1);
  leave();
  onTestFinished(observer.subscribe(() => {}));
  expect(calls).toHaveLength(2);
  calls[1]?.answer("two");
  await expect.poll(data).toBe("two");
});

it.each<[string, (page: number) => unknown]>([
  ["bytes", (page) => Uint8Array.of(page)],
  ["bytes from another realm", (page) => foreign(Uint8Array.of(page))],
  ["a oneof", (page) => ({ case: "after", value: BigInt(page) })],
  ["a message", (page) => create(TickRequestSchema, { count: BigInt(page) })],
  ["a list", (page) => [{ page }]],
])("is called once for a page given by %s, and again for another page", (_, pageParamOf) => {
  const { client, queryKey } = openQuery();
  let page = 1;
  const asked: number[] = [];
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: (context) =>
      lingerCall({ ...context, pageParam: pageParamOf(page) }, () => {
        asked.push(page);
        return new Promise<string>(() => {});
      }),
  });
  observer.subscribe(() => {})();
  observer.subscribe(() => {})();
  expect(asked).toEqual([1]);
  page = 2;
  observer.subscribe(() => {})();
  expect(asked).toEqual([1, 2]);
});
