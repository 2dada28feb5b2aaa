/** The hooks in a component under jsdom, set up as in docs/react.md, "Tests". */
import { expect, test } from "@jest/globals";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Code, ConnectError } from "farcall";
import { createRpcQuery } from "farcall/query";
import { RpcProvider, useMutation, useQuery, useStream } from "farcall/react";
import { createInMemoryTransport, service } from "farcall/server";
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../../../playground/gen/demo/v1/notes_pb.ts";

declare global {
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true;

const transport = createInMemoryTransport({
  services: [
    service(NotesService, {
      listNotes: () => ({ notes: [{ id: 1n, text: "Buy wool", color: Uint8Array.of(1, 2, 3) }], total: 1 }),
      addNote() {
        throw new ConnectError(Code.PermissionDenied, "not today");
      },
    }),
    service(DemoService, {
      async *tick() {
        for (let index = 0n; index < 1_000n; index++) {
          yield { index };
        }
      },
    }),
  ],
});

/** Renders a component with the server above, and waits until it shows the expected text. */
async function shows(component: ReactNode, expected: string): Promise<void> {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const rpc = createRpcQuery({ transport });
  const host = document.createElement("div");
  const drawn = createRoot(host);
  await act(async () =>
    drawn.render(
      <QueryClientProvider client={queryClient}>
        <RpcProvider rpc={rpc}>{component}</RpcProvider>
      </QueryClientProvider>,
    ),
  );
  for (let attempt = 0; attempt < 200 && host.textContent !== expected; attempt++) {
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
  }
  expect(host.textContent).toBe(expected);
  await act(async () => drawn.unmount());
}

function Notes() {
  const { data, error } = useQuery(NotesService.method.listNotes, { notebook: "home" });
  return <p>{error ? error.message : data?.notes.map(({ text, color }) => `${text} ${[...color]}`).join()}</p>;
}

function Ticks() {
  const { data, status, error } = useStream(DemoService.method.tick, {}, { mode: "latest" });
  return <p>{error ? error.message : `${data?.index} ${status}`}</p>;
}

function Adding() {
  const { mutate, error, status } = useMutation(NotesService.method.addNote);
  if (status === "idle") {
    queueMicrotask(() => mutate({ text: "Knit a hat" }));
  }
  return <p>{error?.message}</p>;
}

test("useQuery shows what the server answers, bytes included", () => shows(<Notes />, "Buy wool 1,2,3"));
test("useStream shows the last of 1,000 messages", () => shows(<Ticks />, "999 complete"));
test("useMutation shows why the server refuses", () => shows(<Adding />, "[permission_denied] not today"));
