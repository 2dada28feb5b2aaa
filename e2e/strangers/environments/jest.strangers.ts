/** Jest with jsdom, in its two usual setups: see ../jest. Each test that jest reports becomes a test here. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { describe, expect, inject, it } from "vitest";

/** The part of jest's report that is used here. */
interface JestReport {
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

const { demo, scripted } = inject("addresses");
const require = createRequire(import.meta.url);

async function runJest(project: string): Promise<JestReport> {
  const folder = await mkdtemp(join(tmpdir(), "farcall-jest-"));
  const report = join(folder, "report.json");
  // jest's default of five seconds is not enough on a busy machine.
  const args = ["--config", "e2e/strangers/jest/jest.config.mjs", "--testTimeout=180000", "--json"];
  const jest = spawn(
    process.execPath,
    [require.resolve("jest/bin/jest"), ...args, "--selectProjects", project, "--outputFile", report],
    {
      env: {
        ...process.env,
        NODE_OPTIONS: "--experimental-vm-modules",
        FARCALL_STRANGERS: JSON.stringify({ demo, scripted }),
      },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let said = "";
  jest.stderr.on("data", (text) => {
    said += text;
  });
  await once(jest, "close");
  try {
    return JSON.parse(await readFile(report, "utf8"));
  } catch (cause) {
    throw new Error(`jest has left no report: ${said}`, { cause });
  } finally {
    await rm(folder, { recursive: true });
  }
}

for (const project of ["jest-fixed-jsdom", "jest-environment-jsdom"]) {
  const { testResults } = await runJest(project);
  describe(`in ${project}`, () => {
    it("has found its tests", () => expect(testResults).not.toEqual([]));

    for (const { name, message, assertionResults } of testResults) {
      it(`can load ${relative("e2e/strangers", name)}`, () => expect(assertionResults, message).not.toEqual([]));

      for (const { fullName, status, failureMessages } of assertionResults) {
        it(fullName, () => expect(status, failureMessages.join("\n")).toBe("passed"));
      }
    }
  });
}
