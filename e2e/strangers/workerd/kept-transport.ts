/**
 * A transport that is created once, in a module, and used by many requests: in Workers, objects that belong to one request
 * must not be used in another.
 */
import { createClient, createConnectTransport, isConnectError, type Transport } from "farcall";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "../../servers/collect.ts";

export interface Callers {
  demo: string;
  timeoutMs?: number;
}

let transport: Transport | undefined;

/** Returns the results of a unary call and a stream, over the transport that the first request has created. */
export async function callKept({ demo, timeoutMs }: Callers): Promise<string[]> {
  transport ??= createConnectTransport({ baseUrl: demo });
  const client = createClient(DemoService, transport);
  const options = timeoutMs === undefined ? {} : { timeoutMs };
  try {
    const { sentence } = await client.say({ sentence: "hi" }, options);
    const sentences = await collect(client.introduce({ name: "Ada" }, options));
    return [sentence, `${sentences.length} messages`];
  } catch (error) {
    return [isConnectError(error) ? error.message : `no ConnectError: ${error}`];
  }
}
