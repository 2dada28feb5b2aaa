/** A page that makes calls of several kinds when it is told to, with a recorder. */
import { createClient, createConnectTransport, createGrpcWebTransport } from "farcall";
import { devtools } from "farcall/devtools";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";

devtools();

const transports = { connect: createConnectTransport, "grpc-web": createGrpcWebTransport };

/** What they answered, as text. */
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

Object.assign(globalThis, { makeCalls });
