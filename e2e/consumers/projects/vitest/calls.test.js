// @vitest-environment jsdom
import { createClient, createConnectTransport } from "farcall";
import { expect, test } from "vitest";
import { DemoService } from "./gen/demo/v1/demo_pb.js";

const demo = createClient(DemoService, createConnectTransport({ baseUrl: process.env.DEMO }));

test("a unary call", async () => {
  expect(document.body).toBeDefined();
  expect((await demo.say({ sentence: "hello" })).sentence).toBe("You said: hello");
});

test("a stream", async () => {
  let count = 0;
  for await (const _ of demo.introduce({ name: "Ada" })) {
    count++;
  }
  expect(count).toBe(5);
});
