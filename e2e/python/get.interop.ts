/** Connect unary calls as HTTP GET, against the Python server. */
import { createClient } from "farcall";
import { describe, expect, it } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { combinations } from "./combinations.ts";

const connectOnly = combinations.filter(([, { protocol }]) => protocol === "Connect");

describe.each(connectOnly)("GET: %s", (_, { connect, encoding }) => {
  const urls: URL[] = [];
  const methods: (string | undefined)[] = [];
  const transport = connect({
    useGet: true,
    fetch: (url, init) => {
      urls.push(new URL(url));
      methods.push(init.method);
      return fetch(url, init);
    },
  });
  const client = createClient(DemoService, transport);

  it.each([
    ["letters of several bytes", "héllo 👋"],
    ["characters reserved in URLs", "a+b/c=d&e?f#g%h"],
    ["nothing", ""],
    ["2,500 letters", "long ".repeat(500)],
  ])("carries %s in the URL", async (_, sentence) => {
    expect((await client.say({ sentence })).sentence).toBe(`Python heard: ${sentence}`);
    expect(methods.at(-1)).toBe("GET");
    if (sentence) {
      expect(urls.at(-1)?.searchParams.get("compression")).toBe(encoding ?? null);
    }
  });

  it("carries headers and a deadline in addition to the URL", async () => {
    const answer = await client.say({ sentence: "hi" }, { headers: { "x-there": "1" }, timeoutMs: 10_000 });
    expect(answer.sentence).toBe("Python heard: hi");
    expect(methods.at(-1)).toBe("GET");
  });
});
