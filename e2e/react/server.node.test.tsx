import { QueryClient, QueryClientProvider, skipToken } from "@tanstack/react-query";
import { createConnectTransport, type Transport } from "farcall";
import { createRpcQuery, streamStore } from "farcall/query";
import {
  RpcProvider,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useStream,
  useStreamEvents,
  useStreamStatus,
} from "farcall/react";
import { renderToString } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";

const { say, tick, follow } = DemoService.method;
const { listNotes, addNote } = NotesService.method;

/** Creates a transport as a page's module does, on the server: "/api" is not reachable there, and is not called. */
function relativeTransport() {
  const unary = vi.fn();
  const serverStream = vi.fn();
  const transport: Transport = { ...createConnectTransport({ baseUrl: "https://a.example" }), baseUrl: "/api" };
  return { transport: { ...transport, unary, serverStream }, unary, serverStream };
}

function Page() {
  const query = useQuery(say, { sentence: "hi" });
  const skipped = useQuery(say, skipToken);
  const pages = useInfiniteQuery(listNotes, {}, { pageParam: "pageToken", getNextPageParam: () => undefined });
  const [one] = useQueries((rpc) => [rpc.queryOptions(listNotes, { notebook: "home" })]);
  const { isPending } = useMutation(addNote, { invalidates: [NotesService] });
  const ticks = useStream(tick, { perSecond: 10 });
  useStreamEvents(follow, {}, { onMessage: () => {} });
  const { status } = useStreamStatus(follow, {});
  return [query.status, skipped.status, pages.status, one.status, isPending, ticks.status, status].join(" ");
}

describe("a page whose base URL is relative", () => {
  it("is rendered on a server without a call", () => {
    const { transport, unary, serverStream } = relativeTransport();
    const html = renderToString(
      <QueryClientProvider client={new QueryClient()}>
        <RpcProvider rpc={createRpcQuery({ transport })}>
          <Page />
        </RpcProvider>
      </QueryClientProvider>,
    );
    expect(html).toBe("pending pending pending pending false connecting idle");
    expect(unary).not.toHaveBeenCalled();
    expect(serverStream).not.toHaveBeenCalled();
  });

  it("has the same keys as in the browser", () => {
    const keys = [relativeTransport().transport, createConnectTransport({ baseUrl: "https://a.example/api" })].map(
      (transport) => {
        const rpc = createRpcQuery({ transport, transportKey: "api" });
        return [rpc.queryOptions(say, { sentence: "a" }).queryKey, rpc.streamOptions(tick, {}).queryKey, rpc.key()];
      },
    );
    expect(keys[0]).toEqual(keys[1]);
  });

  it("reports the outcome of its streams without mentioning the URL", async () => {
    const { transport, serverStream } = relativeTransport();
    serverStream.mockImplementation(() => {
      throw new Error("cannot call from here");
    });
    using handle = streamStore(new QueryClient()).open(createRpcQuery({ transport }).streamOptions(tick, {}));
    await expect.poll(() => handle.view.connection.error?.rawMessage).toBe("cannot call from here");
  });
});
