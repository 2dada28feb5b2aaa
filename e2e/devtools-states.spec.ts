/** The panel with no calls, too many, or malicious ones; by keyboard, for screen readers, at every width. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { buildDescriptorSet } from "./devtools/descriptor-set.ts";
import type { Stage } from "./devtools/main.tsx";
import { expect, type PanelPage, test } from "./devtools-page.ts";

declare const stage: Stage;
declare const axe: { run(): Promise<AxeResults> };

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function violations({ page }: PanelPage): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    await page.evaluate(axeSource);
  }
  const found = await page.evaluate(async () =>
    (await axe.run()).violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(" "))] as const),
  );
  // The page around the panel is the test's own.
  return found
    .filter(([id]) => !["page-has-heading-one", "region", "landmark-one-main"].includes(id))
    .map(([id, targets]) => `${id}: ${targets.join(", ")}`);
}

test.describe("a page without calls shows what is missing", () => {
  for (const [scene, title, button] of [
    ["absent", "No recorder in this page", "Copy code"],
    ["absentButLoadable", "No recorder in this page", "Reload and record"],
    ["connecting", "Connecting to the page…", undefined],
    ["lost", "The page is not responding", "Retry now"],
    ["noTransport", "No transport is recorded", "Copy code"],
    ["quiet", "No calls yet", undefined],
  ] as const) {
    test(`${scene}: ${title}`, async ({ panel }) => {
      await panel.show(scene, "light");
      const region = panel.page.getByRole("region", { name: title });
      await expect(region).toBeVisible();
      if (button) {
        await expect(region.getByRole("button", { name: button })).toBeVisible();
      }
      expect(await violations(panel)).toEqual([]);
    });
  }
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds no problems, ${theme}, at 550, 900 and 1,400 px, in any tab`, async ({ panel }) => {
    await panel.show("busy", theme);
    await panel.open(panel.rows("failed_precondition"));
    for (const tab of ["Messages", "Error", "Headers", "Timing", "Resend", "Override"]) {
      await panel.tab(tab);
      for (const width of [550, 900, 1400]) {
        await panel.page.setViewportSize({ width, height: 640 });
        expect(await violations(panel), `${tab} at ${width}`).toEqual([]);
      }
    }
    await panel.tab("Messages");
    for (const view of ["Timeline", "Methods", "Calls"] as const) {
      await panel.view(view);
      expect(await violations(panel), view).toEqual([]);
    }
    await panel.filter.fill("st");
    expect(await violations(panel), "completions").toEqual([]);
    await panel.filter.fill("");
  });
}

for (const theme of ["light", "dark"] as const) {
  test(`calls from the network are marked, and axe finds no problems in them, ${theme}`, async ({ panel }) => {
    await panel.show("network", theme);
    await expect(panel.rows("network")).toHaveCount(3);
    await panel.open(panel.rows("Say"));
    await expect(panel.details.getByRole("treeitem").first()).toContainText('1: "You said: wool"');
    for (const width of [550, 900]) {
      await panel.page.setViewportSize({ width, height: 640 });
      expect(await violations(panel), `at ${width}`).toEqual([]);
    }
    await panel.page.getByLabel("Descriptors", { exact: true }).setInputFiles(buildDescriptorSet());
    await expect(panel.details.getByRole("treeitem").first()).toContainText('sentence: "You said: wool"');
    await panel.page.getByRole("button", { name: "Remove them" }).click();
    await expect(panel.details.getByRole("treeitem").first()).toContainText('1: "You said: wool"');
  });
}

test("no width cuts off a button, and nothing is wider than the panel", async ({ panel }) => {
  await panel.show("busy", "light");
  await panel.open(panel.rows("unavailable"));
  for (const width of [380, 550, 700, 701, 900, 1400]) {
    await panel.page.setViewportSize({ width, height: 640 });
    const outside = await panel.page.evaluate(() => {
      const buttons = [
        ...(document.querySelector("#root > div")?.shadowRoot?.querySelectorAll("button, input, label") ?? []),
      ];
      return buttons
        .filter(
          (button) =>
            button.getClientRects().length > 0 && !button.closest(".tabs") && !button.classList.contains("unseen"),
        )
        .filter((button) => button.getBoundingClientRect().right > innerWidth + 0.5)
        .map((button) => button.textContent || button.getAttribute("aria-label"));
    });
    expect(outside, `at ${width}`).toEqual([]);
  }
});

test("the keyboard alone reaches a call, its details, the filter, and the way back", async ({ panel }) => {
  const { keyboard } = panel.page;
  await panel.show("busy", "light");
  await expect(panel.rows()).toHaveCount(20);
  await panel.grid.focus();
  await keyboard.press("Home");
  await keyboard.press("ArrowDown");
  await expect(panel.rows().nth(1)).toHaveAttribute("aria-selected", "true");
  await keyboard.press("Enter");
  await expect(panel.details.getByRole("tab", { name: "Messages" })).toBeFocused();
  await keyboard.press("ArrowRight");
  await expect(panel.details.getByRole("tab", { name: "Headers" })).toBeFocused();
  await keyboard.press("ArrowLeft");
  await keyboard.press("Tab");
  await expect(panel.details.getByRole("listbox", { name: "Messages" })).toBeFocused();
  await keyboard.press("/");
  await expect(panel.filter).toBeFocused();
  await keyboard.type("method:Fa");
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(panel.filter).toHaveValue(/^method:Fail/);
  await keyboard.press("Escape");
  await keyboard.press("Escape");
  await keyboard.press("Escape");
  await expect(panel.grid).toBeFocused();
  await keyboard.press("Escape");
  await expect(panel.details).toHaveCount(0);
  await keyboard.press("End");
  await expect(panel.rows().last()).toHaveAttribute("aria-selected", "true");
});

test("10,000 calls are listed, filtered and scrolled with as few elements as a hundred", async ({ panel }) => {
  await panel.show("many", "light");
  await expect(panel.page.locator(".status-bar")).toContainText("10,000 calls");
  const atEnd = await panel.countElements();
  expect(atEnd).toBeLessThan(1000);
  await panel.grid.focus();
  await panel.page.keyboard.press("Home");
  await expect(panel.rows().first()).toBeVisible();
  expect(await panel.countElements()).toBeLessThan(1200);
  const longest = await longestTask(panel, async () => {
    for (const text of ["s", "st", "status:error", "status:error Echo"]) {
      await panel.filter.fill(text);
    }
    await expect(panel.page.locator(".status-bar")).toContainText("of 10,000 calls");
  });
  // A keystroke may take 50 ms; a busy machine gets ten times as much.
  expect(longest).toBeLessThan(500);
});

test("a stream of 100,000 messages is one row, and its messages can be read from the first to the last", async ({
  panel,
}) => {
  await panel.show("longStream", "light");
  await expect(panel.rows("↓100,000")).toHaveCount(1);
  await panel.open(panel.rows());
  const messages = panel.details.getByRole("listbox", { name: "Messages" });
  await expect(messages.getByRole("option").last()).toContainText("index: 99999");
  expect(await panel.countElements()).toBeLessThan(1000);
  await messages.focus();
  await panel.page.keyboard.press("Home");
  await expect(messages.getByRole("option").first()).toContainText("All fields have default values");
});

test("scrolling through 100,000 messages costs as much as through 1,000, and never renders more rows", async ({
  panel,
}) => {
  const session = await panel.page.context().newCDPSession(panel.page);
  await session.send("Performance.enable");
  const worked = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
  };
  /** Measures the main-thread seconds of the same scrolling, and the largest number of elements. */
  const scroll = async (scene: "shortStream" | "longStream", last: number) => {
    await panel.show(scene, "light");
    await panel.open(panel.rows());
    await expect(panel.details.getByRole("option").last()).toContainText(`index: ${last}`);
    const before = await worked();
    const most = await panel.details.getByRole("listbox", { name: "Messages" }).evaluate(async (list) => {
      let elements = 0;
      for (let step = 0; step <= 120; step++) {
        list.scrollTop = ((list.scrollHeight - list.clientHeight) * step) / 120;
        await new Promise(requestAnimationFrame);
        elements = Math.max(elements, (list.getRootNode() as ShadowRoot).querySelectorAll("*").length);
      }
      return elements;
    });
    return { seconds: (await worked()) - before, most };
  };
  await scroll("shortStream", 999); // warms up
  const short = await scroll("shortStream", 999);
  const long = await scroll("longStream", 99_999);
  await session.detach();
  expect(long.most).toBeLessThan(1000);
  expect(long.most).toBeLessThanOrEqual(short.most + 40);
  // In the long list all rows are created at each step; in the short one some are kept.
  expect(long.seconds / short.seconds).toBeLessThan(4);
});

test("a message of 5 MB is shown and its bytes can be scrolled to the last", async ({ panel }) => {
  await panel.show("large", "light");
  await panel.open(panel.rows("Large"));
  const messages = await panel.tab("Messages");
  await expect(messages.getByRole("treeitem").first()).toContainText("payload: 00 01 02");
  await messages.getByText("Hex", { exact: true }).click();
  await messages
    .getByRole("region", { name: "Bytes" })
    .evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(messages.locator(".hex-offset").last()).toHaveText(
    (Math.floor(5_000_004 / 16) * 16).toString(16).padStart(6, "0"),
  );
  expect(await panel.countElements()).toBeLessThan(3000);
});

test("a hostile page runs nothing, breaks nothing, and every call of it can be opened", async ({ panel }) => {
  test.slow();
  await panel.show("hostile", "light");
  await expect(panel.rows()).toHaveCount(14);
  for (const row of await panel.rows().all()) {
    await panel.open(row);
    for (const name of ["Headers", "Timing", "Resend", "Override", "Messages"]) {
      const tab = await panel.tab(name);
      await expect(tab).not.toBeEmpty();
    }
  }
  const harm = await panel.page.evaluate(() => [
    "hacked" in globalThis,
    "polluted" in {},
    document.querySelector("#root > div")?.shadowRoot?.querySelectorAll("img, script, iframe, a[href]").length,
  ]);
  expect(harm).toEqual([false, false, 0]);
  await panel.view("Methods");
  await panel.view("Timeline");
  await panel.view("Calls");
  await panel.filter.fill("body:onerror");
  await expect(panel.rows().first()).toBeVisible();
  await panel.filter.fill("");
});

test("a hook that lies in every answer does not break the panel", async ({ panel }) => {
  await panel.show("liar", "light");
  await expect(panel.rows().first()).toContainText("?");
  await panel.open(panel.rows());
  for (const name of ["Headers", "Timing", "Resend", "Override", "Messages"]) {
    await expect(await panel.tab(name)).not.toBeEmpty();
  }
  await panel.show("busy", "light");
  await expect(panel.rows("Say").first()).toBeVisible();
});

test.describe("the log over time", () => {
  test("a reloaded page starts with an empty list, unless the log is preserved", async ({ panel }) => {
    await panel.show("quiet", "light");
    await panel.page.evaluate(() => stage.scene?.page?.add({ row: { method: "Before" } }));
    await expect(panel.rows()).toHaveText([/Before/]);
    await panel.page.evaluate(() => {
      stage.scene?.page?.reload();
      stage.scene?.page?.add({ row: { method: "After" } });
    });
    await expect(panel.rows()).toHaveText([/After/]);
    await panel.page.getByLabel("Preserve log").check();
    await panel.page.evaluate(() => {
      stage.scene?.page?.reload();
      stage.scene?.page?.add({ row: { method: "Last" } });
    });
    await expect(panel.rows()).toHaveText([/After/, /Last/]);
  });

  test("an opened call stays readable after the page has dropped it", async ({ panel }) => {
    await panel.show("quiet", "light");
    await panel.page.getByLabel("Preserve log").check();
    await panel.page.evaluate(() =>
      stage.scene?.page?.add({ row: { method: "Seen" }, response: [new Uint8Array([10, 2, 104, 105])] }),
    );
    await panel.open(panel.rows("Seen"));
    await expect(panel.details.getByRole("treeitem").first()).toContainText('1: "hi"');
    await panel.page.evaluate(() => stage.scene?.page?.reload());
    await expect(panel.details).toContainText("These details were read before");
    await expect(panel.details.getByRole("treeitem").first()).toContainText('1: "hi"');
  });

  test("a request whose messages were not kept is not sent again with other content", async ({ panel }) => {
    await panel.show("picture", "light");
    await expect(panel.rows("Say").first()).toBeVisible();
    await panel.page.evaluate(() => {
      const page = stage.scene?.page;
      const [say] = [...(page?.calls.values() ?? [])].filter(({ row }) => row.method === "Say");
      if (page && say) {
        say.bodies.request = [];
        Object.assign(say.details.attempts[0]?.request ?? {}, { chunks: 0, cut: { at: 0, chunks: 1, bytes: 14 } });
        page.touch(say.row.id);
      }
    });
    await panel.open(panel.rows("Say").first());
    const form = await panel.tab("Resend");
    await expect(form.getByRole("status").first()).toContainText("The message was not kept completely");
    await expect(form.getByRole("textbox", { name: "Request message" })).toHaveValue("{}");
    expect(await violations(panel)).toEqual([]);
    await form.getByRole("textbox", { name: "Request message" }).fill('{ "sentence": "anew" }');
    await form.getByRole("button", { name: "Send again" }).click();
    const commands = await panel.page.evaluate(() => stage.scene?.page?.commands);
    expect(commands?.at(-1)).toMatchObject({ do: "resend", messages: ["CgRhbmV3"] });
    await panel.tab("Messages");
  });

  test("a page that does not respond for a while is queried again", async ({ panel }) => {
    await panel.show("quiet", "light");
    await panel.page.evaluate(() => {
      const page = stage.scene?.page;
      if (page) {
        page.add({ row: { method: "Kept" } });
      }
    });
    await expect(panel.rows("Kept")).toHaveCount(1);
    await panel.page.evaluate(() => Object.assign(stage.scene?.page ?? {}, { failure: new Error("not now") }));
    await expect(panel.page.locator(".status-bar")).toContainText("the page is not responding");
    await expect(panel.rows("Kept")).toHaveCount(1);
    await panel.page.evaluate(() => Object.assign(stage.scene?.page ?? {}, { failure: undefined }));
    await expect(panel.page.locator(".status-bar")).not.toContainText("not responding");
  });

  test("the list is sorted by its columns, and unsorted rows keep their places", async ({ panel }) => {
    await panel.show("picture", "light");
    await panel.page.setViewportSize({ width: 900, height: 640 });
    const head = (name: string) => panel.grid.getByRole("columnheader", { name });
    const cells = (name: string) => panel.rows().locator(`.cell-${name}`).allTextContents();
    await expect(head("Phases")).toHaveAttribute("aria-sort", "ascending");
    await expect(panel.rows("open")).not.toHaveCount(0);
    const byStart = await cells("method");
    await head("Size").getByRole("button").click();
    await expect(head("Size")).toHaveAttribute("aria-sort", "descending");
    await expect(head("Phases")).toHaveAttribute("aria-sort", "none");
    await expect(panel.rows().first()).toContainText("Tick");
    await expect(panel.page.getByRole("button", { name: "Follow" })).toHaveCount(0);
    await head("Size").getByRole("button").click();
    await expect(head("Size")).toHaveAttribute("aria-sort", "ascending");
    await expect(panel.rows().last()).toContainText("Tick");
    await head("Size").getByRole("button").click();
    expect(await cells("method")).toEqual(byStart);

    await head("Method").getByRole("button").focus();
    await panel.page.keyboard.press("Enter");
    await expect(head("Method")).toHaveAttribute("aria-sort", "ascending");
    const methods = await panel.rows().locator(".call-method").allTextContents();
    expect(methods).toEqual([...methods].sort());
    await panel.page.keyboard.press("ArrowRight");
    await expect(head("Status").getByRole("button")).toBeFocused();
    await panel.page.keyboard.press("Enter");
    await expect(panel.rows().first()).toContainText("open");

    // A call that starts while the list is sorted is inserted in order, and the selected call stays selected.
    await panel.open(panel.rows("deadline_exceeded"));
    await panel.page.evaluate(() =>
      stage.scene?.page?.add({ row: { method: "Aloof", code: "aborted", why: "server" } }),
    );
    await expect(panel.rows("Aloof")).toHaveCount(1);
    await expect(panel.rows("deadline_exceeded")).toHaveAttribute("aria-selected", "true");
    expect(await violations(panel)).toEqual([]);

    await head("Status").getByRole("button").click();
    await head("Status").getByRole("button").click();
    await panel.page.evaluate(() => {
      const page = stage.scene?.page;
      const [open] = [...(page?.calls.values() ?? [])].filter(({ row }) => row.end === undefined);
      page?.touch(open?.row.id ?? "", { end: 5000 });
    });
    await expect(panel.rows("open")).toHaveCount(0);
    const lastOnes = await panel.rows().locator(".call-method").allTextContents();
    expect(lastOnes.slice(-2)).toEqual(["Follow", "Aloof"]);
  });

  test("the list stays where it was scrolled to while calls arrive", async ({ panel }) => {
    await panel.show("many", "light");
    await expect(panel.page.locator(".status-bar")).toContainText("10,000 calls");
    await panel.grid.locator(".call-rows").evaluate((element) => element.scrollTo(0, 24 * 5000));
    await expect(panel.rows().first()).toHaveAttribute("aria-rowindex", /^(49|50)..$/); // it has been scrolled
    const before = await panel.rows().first().getAttribute("aria-rowindex");
    await panel.page.evaluate(() => stage.scene?.page?.add({ row: { method: "New" } }));
    await expect(panel.page.locator(".status-bar")).toContainText("10,001 calls");
    await expect(panel.rows().first()).toHaveAttribute("aria-rowindex", before ?? "");
  });
});

/** Returns the longest task of the page, in milliseconds. */
async function longestTask({ page }: PanelPage, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const seen: number[] = [];
    new PerformanceObserver((list) => seen.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
    });
    Object.assign(globalThis, { longTasks: seen });
  });
  await act();
  return page.evaluate(() => Math.max(0, ...(globalThis as unknown as { longTasks: number[] }).longTasks));
}

test("the state of a call is also visible in the shape and color of its dot", async ({ panel }) => {
  await panel.show("busy", "light");
  const look = (status: string) =>
    panel
      .rows(status)
      .first()
      .locator(".status-dot")
      .evaluate((dot) => [getComputedStyle(dot).backgroundColor, getComputedStyle(dot).borderTopStyle].join(" "));
  const looks = await Promise.all(["ok", "unavailable", "canceled", "open"].map(look));
  expect(new Set(looks).size).toBe(4);
});
