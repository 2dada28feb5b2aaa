/** Records how long the main thread of a page is busy in each task, in CPU time: waiting for the machine does not count. */

/**
 * @typedef {object} Task
 * @property {string} step what the page was doing, as the latest call of `step` named it
 * @property {number} ms
 * @property {number} from on the clock of the trace, in microseconds
 * @property {number} to
 */

/** Beginning of the names of the marks that separate steps. */
const prefix = "step: ";
const shortest = 5;

/**
 * @param {import("playwright").Page} page
 * @returns a function that begins a step, and one that ends the recording
 */
export async function recordTasks(page) {
  const session = await page.context().newCDPSession(page);
  const url = page.url();
  /** @type {any[]} */
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: {
      recordMode: "recordAsMuchAsPossible",
      includedCategories: ["disabled-by-default-devtools.timeline", "blink.user_timing", "__metadata"],
      excludedCategories: ["*"],
    },
  });
  return {
    /** @param {string} name */
    step: (name) => page.evaluate((mark) => void performance.mark(mark), prefix + name),
    /** @returns {Promise<Task[]>} in the order in which they ran; those that hardly took any time are left out */
    async stop() {
      const done = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
      await session.send("Tracing.end");
      await done;
      await session.detach();
      return tasksOf(events, url);
    },
  };
}

/** @param {any[]} events @param {string} url @returns {Task[]} */
function tasksOf(events, url) {
  const marks = events.filter(({ name }) => name.startsWith(prefix));
  const [first] = marks;
  if (!first) {
    throw new Error(`the trace of ${url} has no step`);
  }
  const isOfPage = (/** @type {any} */ { pid, tid }) => pid === first.pid && tid === first.tid;
  const tasks = events.filter((event) => event.name === "RunTask" && isOfPage(event));
  if (tasks.length === 0) {
    throw new Error(`the trace of ${url} has no tasks`);
  }
  return tasks
    .filter(({ tdur = 0 }) => tdur >= shortest * 1000)
    .map(({ ts, dur, tdur }) => ({
      // A mark is made in a task of its own, before the tasks of its step.
      step:
        marks
          .filter((mark) => mark.ts <= ts)
          .at(-1)
          ?.name.slice(prefix.length) ?? "",
      ms: tdur / 1000,
      from: ts,
      to: ts + dur,
    }))
    .filter(({ step }) => step !== "")
    .sort((a, b) => a.from - b.from);
}
