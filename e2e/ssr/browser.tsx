/** The browser's part: hydrates the page, with the contents of the server's cache. */
import type { DehydratedState } from "@tanstack/react-query";
import { createConnectTransport } from "farcall";
import { createRpcQuery } from "farcall/query";
import { hydrateRoot } from "react-dom/client";
import { Page } from "./page.tsx";
import { createQueryClient } from "./query-client.ts";

const queryClient = createQueryClient();
const rpc = createRpcQuery({ transport: createConnectTransport({ baseUrl: "/" }), transportKey: "demo" });
const state: DehydratedState = JSON.parse(document.getElementById("state")?.textContent ?? "{}");
const root = document.getElementById("root");
if (root) {
  hydrateRoot(root, <Page rpc={rpc} queryClient={queryClient} state={state} />);
}

// TanStack's browser extension looks for it here, too.
Object.assign(window, { __TANSTACK_QUERY_CLIENT__: queryClient });
