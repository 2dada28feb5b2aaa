/** The server's part: prefetches, streams the page as HTML, and finally sends the contents of its cache. */
import type http from "node:http";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { dehydrate } from "@tanstack/react-query";
import { createConnectTransport, type FetchLike } from "farcall";
import { createRpcQuery } from "farcall/query";
import { renderToPipeableStream } from "react-dom/server";
import { clock, feed, feedOptions, follow, listNotes, notebook, tick } from "./calls.ts";
import { inlineJson } from "./inline-json.ts";
import { Page } from "./page.tsx";
import { createQueryClient } from "./query-client.ts";

export interface Visit {
  fetch: FetchLike;
  /** The credentials of the visitor, with which the server makes its calls. */
  authorization: string;
}

export async function renderPage(res: http.ServerResponse, { fetch, authorization }: Visit): Promise<void> {
  // Created per visitor: a shared cache would show visitors each other's data.
  const queryClient = createQueryClient();
  const rpc = createRpcQuery({
    transport: createConnectTransport({ baseUrl: "/", fetch }),
    transportKey: "demo",
    // Not retried, because a visitor waits for the page, and the browser can retry failed calls.
    defaults: { call: { headers: { authorization } } },
  });
  await Promise.all([
    queryClient.prefetchQuery(rpc.queryOptions(listNotes, notebook)),
    queryClient.prefetchQuery(rpc.streamOptions(follow, feed, feedOptions)),
    queryClient.prefetchQuery(rpc.streamOptions(tick, clock, { mode: "latest" })), // not opened, because it has no `ssr`
  ]);

  res.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  res.write('<!doctype html><html lang="en"><title>Notes</title><link rel="icon" href="data:,"><div id="root">');
  await pipeline(htmlOf(<Page rpc={rpc} queryClient={queryClient} />), res, { end: false });
  // Only now, because components that suspended during rendering have fetched more data.
  const state = inlineJson(dehydrate(queryClient));
  res.end(
    `</div><script type="application/json" id="state">${state}</script>` +
      '<script type="module" src="/e2e/ssr/browser.tsx"></script></html>',
  );
  queryClient.clear();
}

function htmlOf(page: React.ReactNode): PassThrough {
  const html = new PassThrough();
  const { pipe } = renderToPipeableStream(page, {
    onShellReady: () => pipe(html),
    onShellError: (error) => html.destroy(error as Error),
  });
  return html;
}
