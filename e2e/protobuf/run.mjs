/**
 * `npm run conformance:protobuf`: runs the official conformance suite of protobuf against compiled messages, in all their
 * forms, and against protobuf-es, which shows what there is to pass. No case is listed as an expected failure.
 *
 *   --form NAME   only this form: code, table-with-constructor, table or protobuf-es; may be given more than once
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { compileMessages, generateMessages } from "./messages.mjs";
import { runnerCommand } from "./runner.mjs";

/** The newest edition of which the suite has messages. */
const maximumEdition = "2023";

/** @type {import("../../compile/index.ts").Form[]} */
const forms = ["code", "table-with-constructor", "table"];
const { values } = parseArgs({
  options: { form: { type: "string", multiple: true, default: ["protobuf-es", ...forms] } },
});

const total = { passed: 0, failed: 0 };
try {
  mkdirSync(".protobuf-conformance", { recursive: true });
  const command = runnerCommand();
  generateMessages();
  await compileMessages(forms.filter((form) => values.form.includes(form)));
  for (const form of values.form) {
    const { passed, failed } = runSuite(command, form);
    console.log(`${form.padEnd(24)} ${String(passed).padStart(5)} passed ${String(failed).padStart(5)} failed`);
    total.passed += passed;
    total.failed += failed;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  total.failed ||= 1;
}
console.log(`\n${total.passed} passed, ${total.failed} failed, up to edition ${maximumEdition}`);
mkdirSync(".results", { recursive: true });
writeFileSync(".results/conformance-protobuf.json", JSON.stringify(total));
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/** @param {string[]} command @param {string} form */
function runSuite([program = "", ...args], form) {
  const options = [
    "--enforce_recommended",
    "--maximum_edition",
    maximumEdition,
    "--output_dir",
    ".protobuf-conformance",
  ];
  const testee = [process.execPath, "e2e/protobuf/testee.mjs", form];
  const { status, stderr } = spawnSync(program, [...args, ...options, ...testee], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  writeFileSync(`.protobuf-conformance/log-${form}.txt`, stderr);
  // Two suites report: binary and JSON, then the text format, which is not implemented and skipped.
  const reports = [
    ...stderr.matchAll(/(\d+) successes, (\d+) skipped, (\d+) expected failures, (\d+) unexpected failures/g),
  ];
  const passed = reports.reduce((sum, [, successes]) => sum + Number(successes), 0);
  const failed = reports.reduce((sum, [, , , , failures]) => sum + Number(failures), 0);
  if (failed > 0 || status !== 0 || passed === 0) {
    console.log(
      stderr
        .split("\n")
        .filter((line) => /^ERROR|UNEXPECTED/.test(line))
        .slice(0, 20)
        .join("\n") || stderr.slice(-2000),
    );
  }
  return { passed, failed: failed || (status === 0 && passed > 0 ? 0 : 1) };
}
