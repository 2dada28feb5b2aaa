"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createConnectTransport } from "farcall";
import { createRpcQuery } from "farcall/query";
import { RpcProvider, useQuery, useStream } from "farcall/react";
import { useState } from "react";
import { DemoService } from "../gen/demo/v1/demo_pb";

// Also evaluated on the server, where there is no page to resolve "/api" against.
const rpc = createRpcQuery({ transport: createConnectTransport({ baseUrl: "/api" }) });
const { say, introduce } = DemoService.method;

export function Calls() {
  const [queryClient] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <RpcProvider rpc={rpc}>
        <Answers />
      </RpcProvider>
    </QueryClientProvider>
  );
}

function Answers() {
  const said = useQuery(say, { sentence: "hello" });
  const introduced = useStream(introduce, { name: "Ada" });
  const isDone = said.data && introduced.status === "complete";
  return <output>{isDone ? `${said.data.sentence} / ${introduced.data?.length} messages` : ""}</output>;
}
