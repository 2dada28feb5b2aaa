import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createConnectTransport } from "farcall";
import { createRpcQuery } from "farcall/query";
import { RpcProvider, useMutation, useQuery, useStream } from "farcall/react";
import { StrictMode, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { DemoService } from "./gen/demo/v1/demo_pb.js";

const { say, introduce } = DemoService.method;
const rpc = createRpcQuery({ transport: createConnectTransport({ baseUrl: "/" }) });
const queryClient = new QueryClient();

function Calls() {
  const said = useQuery(say, { sentence: "hello" });
  const introduced = useStream(introduce, { name: "Ada" });
  const { mutate, data } = useMutation(say);
  useEffect(() => mutate({ sentence: "changed" }), [mutate]);
  const isDone = said.data && data && introduced.status === "complete";
  return (
    <output>{isDone ? `${said.data.sentence} / ${introduced.data?.length} messages / ${data.sentence}` : ""}</output>
  );
}

createRoot(document.getElementById("app") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RpcProvider rpc={rpc}>
        <Calls />
      </RpcProvider>
    </QueryClientProvider>
  </StrictMode>,
);
