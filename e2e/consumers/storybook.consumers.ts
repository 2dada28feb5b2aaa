/** Stories over a mock, in a built Storybook. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { newProject } from "./new-project.ts";
import { readBuiltPages } from "./open-page.ts";

it("Storybook shows answers, a pending call, an error and a stream of a mock, without a server", async () => {
  const { folder, run } = await newProject(
    "storybook",
    "storybook@10",
    "@storybook/react-vite@10",
    "vite@8",
    "react@19",
    "react-dom@19",
    "@tanstack/react-query@5",
  );
  await run("storybook", "build", "--quiet", "--disable-telemetry", "--output-dir", "dist");
  const stories = ["some", "loading", "refused", "streamed"];
  const paths = stories.map((story) => `/iframe.html?id=notes--${story}&viewMode=story`);
  expect(await readBuiltPages(join(folder, "dist"), paths)).toEqual([
    "Buy wool",
    "Loading ...",
    "[permission_denied] not today",
    "Hi,I am Ada",
  ]);
});
