import { Code, ConnectError, createClient } from "farcall";
import { type LogEntry, type LoggerOptions, logger } from "farcall/interceptors";
import { createInMemoryTransport, service } from "farcall/server";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { collect } from "../../e2e/servers/collect.ts";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";

const services = [
  service(DemoService, {
    say: ({ sentence }) => ({ sentence }),
    fail: ({ code }) => {
      throw new ConnectError(Object.values(Code)[code - 1] as Code, "secret: swordfish");
    },
    async *introduce() {
      yield { sentence: "1" };
      yield { sentence: "2" };
    },
  }),
];

function demoClient(options: LoggerOptions) {
  return createClient(DemoService, createInMemoryTransport({ services }, { interceptors: [logger(options)] }));
}

describe("logger", () => {
  it("writes one entry per call, without payload, headers or error message", async () => {
    const entries: LogEntry[] = [];
    const client = demoClient({ write: (entry) => entries.push(entry) });
    await client.say({ sentence: "swordfish" }, { headers: { authorization: "Bearer swordfish" } });
    await client.fail({ code: 5 }).catch(() => {});
    await collect(client.introduce({}));
    for await (const _ of client.introduce({})) {
      break;
    }
    expect(entries.map(({ level, procedure, code }) => `${level} ${procedure} ${code}`)).toEqual([
      "info demo.v1.DemoService/Say ok",
      "warn demo.v1.DemoService/Fail not_found",
      "info demo.v1.DemoService/Introduce ok",
      "info demo.v1.DemoService/Introduce canceled",
    ]);
    expect(entries.every(({ durationMs }) => durationMs >= 0)).toBe(true);
    expect(JSON.stringify(entries)).not.toContain("swordfish");
  });

  it("writes a line to the console method of its level", async () => {
    const lines: string[] = [];
    for (const level of ["info", "warn", "error"] as const) {
      const spy = vi.spyOn(console, level).mockImplementation((line) => void lines.push(`${level}: ${line}`));
      onTestFinished(() => spy.mockRestore());
    }
    const client = demoClient({ messages: true });
    await client.say({});
    await client.fail({ code: 13 }).catch(() => {});
    expect(lines).toEqual([
      expect.stringMatching(/^info: demo\.v1\.DemoService\/Say ok \d+ ms$/),
      expect.stringMatching(/^error: demo\.v1\.DemoService\/Fail internal \d+ ms: secret: swordfish$/),
    ]);
  });

  it("skips outcomes without a level", async () => {
    const entries: LogEntry[] = [];
    const client = demoClient({
      level: (code) => (code === "ok" ? undefined : "debug"),
      write: (entry) => entries.push(entry),
    });
    await client.say({});
    await client.fail({ code: 5 }).catch(() => {});
    expect(entries.map(({ level, code }) => [level, code])).toEqual([["debug", "not_found"]]);
  });

  it("does not fail the call when it fails itself", async () => {
    const write = () => {
      throw new Error("the disk is full");
    };
    expect((await demoClient({ write }).say({ sentence: "hi" })).sentence).toBe("hi");
  });

  it("works on a server", async () => {
    const entries: LogEntry[] = [];
    const interceptors = [logger({ write: (entry) => entries.push(entry) })];
    await createClient(DemoService, createInMemoryTransport({ services, interceptors })).say({});
    expect(entries).toMatchObject([{ procedure: "demo.v1.DemoService/Say", code: "ok" }]);
  });

  it("rejects options that are not functions", () => {
    expect(() => logger({ write: "console" as never })).toThrow("write");
  });
});
