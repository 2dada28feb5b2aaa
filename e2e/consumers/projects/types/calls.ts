import { createClient, createConnectTransport } from "farcall";
import { createRpcQuery } from "farcall/query";
import { useQuery, useStream } from "farcall/react";
import { DemoService } from "./gen/demo/v1/demo_pb.js";

const transport = createConnectTransport({ baseUrl: "/" });
const demo = createClient(DemoService, transport);

export async function makeCalls(): Promise<string> {
  const { sentence } = await demo.say({ sentence: "hello" }, { timeoutMs: 1000 });
  for await (const reply of demo.introduce({ name: "Ada" })) {
    const text: string = reply.sentence;
    // @ts-expect-error: no such field
    reply.nonsense;
    console.log(text);
  }
  return sentence;
}

export function useCalls(): string | undefined {
  const { data } = useQuery(DemoService.method.say, { sentence: "hello" });
  const stream = useStream(DemoService.method.introduce, { name: "Ada" });
  return stream.data?.[0]?.sentence ?? data?.sentence;
}

export const options = createRpcQuery({ transport }).queryOptions(DemoService.method.say, {});
