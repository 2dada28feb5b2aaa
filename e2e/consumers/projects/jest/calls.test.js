import { createClient, createConnectTransport } from "farcall";
import { DemoService } from "./gen/demo/v1/demo_pb.js";

const demo = createClient(DemoService, createConnectTransport({ baseUrl: process.env.DEMO }));

test("a unary call", async () => {
  expect((await demo.say({ sentence: "hello" })).sentence).toBe("You said: hello");
});

test("a stream", async () => {
  let count = 0;
  for await (const { sentence } of demo.introduce({ name: "Ada" })) {
    expect(sentence).toEqual(expect.any(String));
    count++;
  }
  expect(count).toBe(5);
});
