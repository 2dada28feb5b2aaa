/** Hooks of each library over a transport of the other, as in a page that migrates file by file. */
import { Code as EsCode, ConnectError as EsError } from "@connectrpc/connect";
import {
  TransportProvider,
  useInfiniteQuery as useEsInfiniteQuery,
  useMutation as useEsMutation,
  useQuery as useEsQuery,
  useSuspenseQuery as useEsSuspenseQuery,
} from "@connectrpc/connect-query";
import { createConnectTransport as createEsConnectTransport } from "@connectrpc/connect-web";
import { Code } from "farcall";
import { fromConnectEsTransport, toConnectEsTransport } from "farcall/connect-es";
import { isRpcError } from "farcall/query";
import { useInfiniteQuery, useMutation, useQuery, useStream } from "farcall/react";
import { type ReactNode, Suspense } from "react";
import { describe, expect, inject, it } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";
import { openPage, type TestPage } from "./page.tsx";

const { say, fail, tick } = DemoService.method;
const { listNotes, addNote } = NotesService.method;
const archive = { notebook: "archive", pageSize: 2 };

describe("hooks of connect-query over a transport of Farcall", () => {
  function showOver(page: TestPage, content: ReactNode): void {
    page.show(<TransportProvider transport={toConnectEsTransport(page.transport)}>{content}</TransportProvider>);
  }

  it("query, also with Suspense", async () => {
    function Say() {
      return <p>{useEsQuery(say, { sentence: "one" }).data?.sentence}</p>;
    }
    function SuspendedSay() {
      return <p>{useEsSuspenseQuery(say, { sentence: "two" }).data.sentence}</p>;
    }
    const page = openPage();
    showOver(
      page,
      <Suspense>
        <Say />
        <SuspendedSay />
      </Suspense>,
    );
    await page.says(/one.*two/);
  });

  it("page through an infinite query", async () => {
    function Archive() {
      const { data, fetchNextPage } = useEsInfiniteQuery(
        listNotes,
        { ...archive, pageToken: "" },
        { pageParamKey: "pageToken", getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined },
      );
      return (
        <button type="button" onClick={() => fetchNextPage()}>
          {data?.pages.flatMap(({ notes }) => notes).length} notes
        </button>
      );
    }
    const page = openPage();
    showOver(page, <Archive />);
    await page.says("2 notes");
    page.element.querySelector("button")?.click();
    await page.says("4 notes");
  });

  it("mutate, and receive the error of a failed call, with its details", async () => {
    let error: EsError | null = null;
    function Fail() {
      const mutation = useEsMutation(fail);
      error = mutation.error;
      return (
        <button type="button" onClick={() => mutation.mutate({ code: 7, message: "not you", reasons: ["moths"] })}>
          {mutation.error?.message ?? "ready"}
        </button>
      );
    }
    const page = openPage();
    showOver(page, <Fail />);
    await page.says("ready");
    page.element.querySelector("button")?.click();
    await page.says(/\[permission_denied\] not you/);
    expect(error).toBeInstanceOf(EsError);
    expect(error).toMatchObject({ code: EsCode.PermissionDenied, details: [{ type: "demo.v1.FailureReason" }] });
  });
});

describe("hooks of Farcall over a transport of connect-es", () => {
  const openEsPage = () =>
    openPage({ transport: fromConnectEsTransport(createEsConnectTransport({ baseUrl: inject("addresses").demo })) });

  it("query, and page through an infinite query", async () => {
    function Notes() {
      const spoken = useQuery(say, { sentence: "hi" });
      const { data, fetchNextPage } = useInfiniteQuery(listNotes, archive, {
        pageParam: "pageToken",
        getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
      });
      return (
        <button type="button" onClick={() => fetchNextPage()}>
          {spoken.data?.sentence}, {data?.pages.flatMap(({ notes }) => notes).length} notes
        </button>
      );
    }
    const page = openEsPage();
    page.show(<Notes />);
    await page.says(/hi, 2 notes/);
    page.element.querySelector("button")?.click();
    await page.says("4 notes");
  });

  it("mutate, invalidate, and receive the error of a failed call", async () => {
    const notebook = crypto.randomUUID();
    function Notes() {
      const notes = useQuery(listNotes, { notebook });
      const add = useMutation(addNote, { invalidates: [NotesService] });
      const { mutate, error } = useMutation(fail);
      return (
        <>
          <button type="button" onClick={() => add.mutate({ notebook, text: "Buy wool" })}>
            {notes.data?.notes.map(({ text }) => text).join()}
          </button>
          <button type="button" onClick={() => mutate({ code: 7, message: "not you" })}>
            {isRpcError(error, Code.PermissionDenied) ? error.rawMessage : "ready"}
          </button>
        </>
      );
    }
    const page = openEsPage();
    page.show(<Notes />);
    await page.says("ready");
    for (const button of page.element.querySelectorAll("button")) {
      button.click();
    }
    await page.says(/Buy wool.*not you/);
  });

  it("show a stream, and close its connection when they unmount", async () => {
    function Ticks() {
      const { data, status } = useStream(tick, { perSecond: 100 }, { mode: "latest" });
      return <p>{Number(data?.index ?? 0) > 5 ? `running, ${status}` : "waiting"}</p>;
    }
    const page = openEsPage();
    page.show(<Ticks />);
    await page.says("running, open");
    page.show(null);
    await expect.poll(async () => (await page.seen()).open).toBe(0);
  });
});
