/** The page: gets cases from the driver, makes their calls concurrently, and posts the results. */
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { FrameReader, frame } from "../frames.mjs";
import { type ClientCompatRequest, ClientCompatRequestSchema, ClientCompatResponseSchema } from "./protos.ts";
import { runCase } from "./run-case.ts";
import { WorkerPool } from "./worker-pool.ts";

/** The runner aborts if no case is answered for 20 s: this shorter limit names the hanging case. */
const patienceMs = 15_000;

const workers = new WorkerPool();
const run = location.search === "?sync" ? (request: ClientCompatRequest) => workers.run(request) : runCase;
const answers: Uint8Array<ArrayBuffer>[] = [];
let isPosting = false;

const { body } = await fetch("/cases");
const reader = (body as ReadableStream<Uint8Array>).getReader();
const cases = new FrameReader();
for (;;) {
  const { done, value } = await reader.read();
  if (done) {
    break;
  }
  for (const bytes of cases.push(value)) {
    void answer(fromBinary(ClientCompatRequestSchema, bytes));
  }
}

async function answer(request: ClientCompatRequest): Promise<void> {
  const response = create(ClientCompatResponseSchema, { testName: request.testName });
  try {
    response.result = { case: "response", value: await Promise.race([run(request), impatience()]) };
  } catch (error) {
    const message = error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
    response.result = { case: "error", value: { $typeName: "connectrpc.conformance.v1.ClientErrorResult", message } };
  }
  answers.push(frame(toBinary(ClientCompatResponseSchema, response)));
  if (!isPosting) {
    isPosting = true;
    await post();
    isPosting = false;
  }
}

/** Posts one request at a time, with all available results. */
async function post(): Promise<void> {
  while (answers.length > 0) {
    await fetch("/answers", { method: "POST", body: new Blob(answers.splice(0)) });
  }
}

function impatience(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`the call has not ended after ${patienceMs} ms`)), patienceMs);
  });
}
