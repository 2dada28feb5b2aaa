/** A recorded call names the component that made it, in development and while somebody asks. */
import { useInfiniteQuery, useMutation, useQuery, useStream } from "farcall/react";
import { useEffect } from "react";
import { expect, it } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";
import { parseComponent } from "../../react/devtools/model/parse-site.ts";
import { RecordedPage } from "../recorded-page.ts";
import { openPage } from "./page.tsx";

const { say, tick, echo } = DemoService.method;

function useGreeting() {
  return useQuery(say, { sentence: "hello" });
}

function Greeting() {
  return <p>{useGreeting().data?.sentence}</p>;
}

function Hall() {
  return (
    <main>
      <Greeting />
    </main>
  );
}

async function componentOf(recorded: RecordedPage): Promise<string[]> {
  const row = await recorded.rowWhen(({ end }) => end);
  return parseComponent(recorded.details(row.id).component ?? "").map(({ name }) => name);
}

it("the hook, the component and those that draw it, each with its line of source", async () => {
  const recorded = await RecordedPage.open({ callSites: true });
  const page = openPage();
  page.show(<Hall />);
  await page.says("You said: hello");
  const row = await recorded.rowWhen(({ end }) => end);
  const lines = parseComponent(recorded.details(row.id).component ?? "");
  expect(lines.map(({ name }) => name).slice(0, 3)).toEqual(["useGreeting", "Greeting", "Hall"]);
  expect(lines[0]?.url).toContain("component.browser.test.tsx");
  expect(lines[0]?.line).toBeGreaterThan(0);
});

it("of a stream, of pages and of a mutation as well", async () => {
  const hooks = {
    Stream: () => useStream(tick, { count: 1n }),
    Pages: () =>
      useInfiniteQuery(
        NotesService.method.listNotes,
        { notebook: "archive" },
        { pageParam: "pageToken", getNextPageParam: () => undefined },
      ),
    Change() {
      const { mutate } = useMutation(echo);
      useEffect(() => mutate({}), [mutate]);
    },
  };
  for (const [name, hook] of Object.entries(hooks)) {
    const recorded = await RecordedPage.open({ callSites: true });
    const shown = {
      [name]() {
        hook();
        return null;
      },
    };
    const Shown = shown[name] as () => null;
    openPage().show(<Shown />);
    expect((await componentOf(recorded))[0]).toMatch(new RegExp(`${name}$`));
  }
});

it("but not while nobody asks", async () => {
  const recorded = await RecordedPage.open();
  const page = openPage();
  page.show(<Hall />);
  await page.says("You said: hello");
  const [row] = recorded.drain().calls;
  expect(recorded.details(row?.id ?? "").component).toBeUndefined();
});
