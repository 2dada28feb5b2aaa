/** A page that makes calls of several kinds on demand. Its code never mentions a recorder. */
import { createClient, createConnectTransport, createGrpcWebTransport, isConnectError } from "farcall";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";

const transports = { connect: createConnectTransport, "grpc-web": createGrpcWebTransport };

/** Makes the calls, and returns their responses as text. */
async function makeCalls(baseUrl: string): Promise<string[]> {
  const answers: string[] = [];
  for (const createTransport of Object.values(transports)) {
    const client = createClient(DemoService, createTransport({ baseUrl }));
    for (const sentence of ["one", "two"]) {
      answers.push((await client.say({ sentence }, { headers: { authorization: "Bearer secret" } })).sentence);
    }
    for await (const { sentence } of client.introduce({ name: "Ada" })) {
      answers.push(sentence);
    }
    const message = "no hat";
    answers.push(await client.fail({ code: 5, message }).then(String, String));
    answers.push(await client.summarize([{ sentence: "a b" }] as never).then(({ words }) => `${words} words`));
  }
  return answers;
}

/** Makes a call that takes a minute; `told` is its outcome. */
function hold(baseUrl: string): void {
  const client = createClient(DemoService, createConnectTransport({ baseUrl }));
  const told = client
    .wait({ durationMs: 60_000 })
    .catch((error) => [error.code, error.rawMessage, isConnectError(error)]);
  Object.assign(globalThis, { told });
}

Object.assign(globalThis, { makeCalls, hold });
