import { createClient, createConnectTransport } from "farcall";
import { DemoService } from "./gen/demo/v1/demo_pb.js";

const demo = createClient(DemoService, createConnectTransport({ baseUrl: process.env.DEMO }));
const { sentence } = await demo.say({ sentence: "hello" });
let count = 0;
for await (const _ of demo.introduce({ name: "Ada" })) {
  count++;
}
console.log(`${sentence} / ${count} messages`);
