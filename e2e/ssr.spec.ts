/** A server-rendered page: what it shows before any script runs, and how the browser hydrates it. */
import { test as base, expect } from "@playwright/test";
import type { QueryClient } from "@tanstack/query-core";
import type { ListNotesResponse } from "../playground/gen/demo/v1/notes_pb.ts";
import { consoleComplaints } from "./console-complaints.ts";
import { afterOf } from "./follow-request.ts";
import { type SsrServer, startSsrServer } from "./ssr/start-server.ts";

interface Visit {
  /** The calls that the page has made: their methods and first requests. */
  requests: { method: string; body: Buffer }[];
}

const secret = "Bearer 7h3-s3cr3t";

const test = base.extend<{ visit: Visit }, { server: SsrServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see a pattern
    async ({}, use) => {
      const server = await startSsrServer();
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  /** Opens the page; at the end, its console has to be empty. */
  visit: async ({ page, server }, use) => {
    const requests: Visit["requests"] = [];
    const complaints = consoleComplaints(page);
    page.on("request", (request) => {
      const [, service, method] = new URL(request.url()).pathname.split("/");
      if (service?.startsWith("demo.v1.") && method) {
        requests.push({ method, body: request.postDataBuffer() ?? Buffer.alloc(0) });
      }
    });
    await page.goto(server.url);
    await use({ requests });
    expect(complaints).toEqual([]);
  },
});

// One server for all tests.
test.describe.configure({ mode: "default" });

test("the HTML contains the responses, and the first message of a stream with `ssr`", async ({ server }) => {
  const before = server.calls.length;
  const html = await (await fetch(server.url, { headers: { authorization: secret } })).text();
  expect(html).toContain("Feed the sheep</li>");
  expect(html).toMatch(/<output id="feed"[^>]*>1<\/output>/);
  expect(html).toContain("Not wound up");
  expect(html).toMatch(/It took \d+ ms/);

  // The other stream was prefetched, too, but only the browser opens it.
  const calls = server.calls.slice(before);
  expect(calls.map(({ method }) => method).sort()).toEqual(["Follow", "ListNotes", "Wait"]);
  expect(calls.find(({ method }) => method === "Follow")).toMatchObject({ isAborted: true });
});

test("the HTML contains none of the headers of the server's calls", async ({ server }) => {
  const before = server.calls.length;
  const html = await (await fetch(server.url, { headers: { authorization: secret } })).text();
  expect(server.calls.slice(before).map(({ authorization }) => authorization)).toEqual([secret, secret, secret]);
  expect(html).not.toContain("s3cr3t");
  expect(html).not.toContain("authorization");
});

test("suspended parts arrive later than the rest", async ({ server }) => {
  const html = await (await fetch(server.url)).text();
  expect(html).toMatch(/Feed the sheep<\/li>.*One moment.*It took \d+ ms/s);
});

test("the browser refetches nothing that came with the page", async ({ page, visit }) => {
  await expect(page.locator("#clock")).toHaveText("It ticks");
  await expect(page.getByText(/It took \d+ ms/)).toBeVisible();
  expect(visit.requests.map(({ method }) => method).sort()).toEqual(["Follow", "Tick"]);
});

test("the browser's cache has the same messages as the server's", async ({ page, visit }) => {
  await expect(page.locator("#clock")).toHaveText("It ticks");
  expect(visit.requests.map(({ method }) => method)).not.toContain("ListNotes");
  const notes = await page.evaluate(() => {
    const { __TANSTACK_QUERY_CLIENT__: client } = window as unknown as { __TANSTACK_QUERY_CLIENT__: QueryClient };
    const [query] = client.getQueryCache().findAll({ predicate: ({ queryKey }) => queryKey[3] === "ListNotes" });
    return (query?.state.data as ListNotesResponse | undefined)?.notes.map(({ $typeName, id, color }) => ({
      type: $typeName,
      id: typeof id,
      color: color.constructor.name,
      channels: color.length,
    }));
  });
  const note = { type: "demo.v1.Note", id: "bigint", color: "Uint8Array", channels: 3 };
  expect(notes).toEqual([note, note, note]);
});

test("the stream resumes after the message that came with the page, without gaps or duplicates", async ({
  page,
  visit,
}) => {
  const feed = page.locator("#feed");
  await expect(feed).toHaveText(/^1 2 3 .* 10\b/);
  const sequences = ((await feed.textContent()) ?? "").split(" ").map(Number);
  expect(sequences).toEqual(sequences.map((_, index) => index + 1));
  await expect(feed).toHaveAttribute("data-status", "open");

  const [opened, ...more] = visit.requests.filter(({ method }) => method === "Follow");
  expect(afterOf(opened?.body)).toBe(1n);
  expect(more).toEqual([]);
});
