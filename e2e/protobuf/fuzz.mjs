/**
 * `npm run fuzz:compiled`: the long form of compile/differential.node.test.ts, with the messages of the conformance suite
 * as well. `MESSAGES=...` sets the number (default 10,000 of each kind in each form), `SEED=...` repeats a run.
 */
import { resolve } from "node:path";
import { run } from "../conformance/run-tool.mjs";
import { generateMessages } from "./messages.mjs";

generateMessages();
process.env.MESSAGES ??= "10000";
process.env.SUITE = resolve(".protobuf-conformance/gen");
run("vitest", "run", "--project", "node", "compile/differential", "--testTimeout", String(24 * 60 * 60 * 1000));
