/** The types of every entry point under the strictest settings: with library checks, and only ES2022 and DOM types. */
import { expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { addFile, newProject } from "./new-project.ts";
import { oldestTanStack } from "./oldest-tanstack.ts";

it.each([
  ["5.7", "5"],
  ["5.7", oldestTanStack],
  ["5.9", "5"],
  ["7", "5"],
])("TypeScript %s reports no errors in any entry point with TanStack Query %s", async (version, tanstack) => {
  const peers = ["@connectrpc/connect@2", "@opentelemetry/api@1", "@bufbuild/protovalidate@1"];
  const react = [
    "react@19",
    "react-dom@19",
    "@types/react@19",
    "@types/react-dom@19",
    `@tanstack/react-query@${tanstack}`,
  ];
  const project = await newProject("types", `typescript@${version}`, "@types/node@20", ...react, ...peers);
  const entryPoints = Object.keys(packageJson.exports).filter((name) => name !== "./package.json");
  const exported = entryPoints.map((name, index) => `export * as e${index} from "farcall${name.slice(1)}";`);
  await addFile(project, "entry-points.ts", exported.join("\n"));
  expect(await project.run("tsc", "--project", ".")).toBe("");
});

it.each([
  ["6", "0.25"],
  ["8", "0.28"],
])("the plugin fits the configurations of Vite %s, Rollup, webpack, Rspack and esbuild %s", async (vite, esbuild) => {
  const bundlers = [`vite@${vite}`, "rollup@4", "webpack@5", "@rspack/core@2", `esbuild@${esbuild}`];
  const project = await newProject("plugin-types", "typescript@5.9", "@types/node@20", "unplugin@3", ...bundlers);
  expect(await project.run("tsc", "--project", ".")).toBe("");
});
