/** The transport and the cache that all examples share. */
import { QueryClient } from "@tanstack/react-query";
import { createConnectTransport } from "farcall";
import { createRpcQuery } from "farcall/query";
import { demoFetch } from "./demo-fetch.ts";
import { requestCounter } from "./request-counter.ts";

export const queryClient = new QueryClient();

export const rpc = createRpcQuery({
  transport: createConnectTransport({ baseUrl: "", fetch: demoFetch, interceptors: [requestCounter] }),
  transportKey: "demo",
});
