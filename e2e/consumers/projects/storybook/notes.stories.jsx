/** The stories of docs/testing.md, and a stream. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Code, ConnectError } from "farcall";
import { createRpcQuery } from "farcall/query";
import { RpcProvider, useQuery, useStream } from "farcall/react";
import { mockTransport, service } from "farcall/testing";
import { DemoService } from "./gen/demo/v1/demo_pb.js";
import { NotesService } from "./gen/demo/v1/notes_pb.js";

const { listNotes } = NotesService.method;
const { introduce } = DemoService.method;

function Notes() {
  const { data, error, isPending } = useQuery(listNotes, {});
  return <output>{error?.message ?? (isPending ? "Loading ..." : data.notes.map(({ text }) => text).join())}</output>;
}

function Introduction() {
  const { data, status } = useStream(introduce, { name: "Ada" });
  return <output>{status === "complete" && data.map(({ sentence }) => sentence).join()}</output>;
}

/** Wraps a story in a mock that `prepare` sets up. */
function over(prepare) {
  const mock = mockTransport([service(NotesService, {}), service(DemoService, {})]);
  prepare(mock);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const rpc = createRpcQuery({ transport: mock });
  return (Story) => (
    <QueryClientProvider client={queryClient}>
      <RpcProvider rpc={rpc}>
        <Story />
      </RpcProvider>
    </QueryClientProvider>
  );
}

export default { component: Notes };

export const Some = { decorators: [over((mock) => mock.answer(listNotes, { notes: [{ id: 1n, text: "Buy wool" }] }))] };
export const Loading = { decorators: [over((mock) => mock.hold(listNotes))] };
export const Refused = {
  decorators: [over((mock) => mock.answer(listNotes, new ConnectError(Code.PermissionDenied, "not today")))],
};
export const Streamed = {
  render: () => <Introduction />,
  decorators: [over((mock) => mock.answer(introduce, [{ sentence: "Hi" }, { sentence: "I am Ada" }]))],
};
