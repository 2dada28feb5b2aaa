import { describe, expect, it } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../client/client.ts";
import { createConnectTransport } from "../client/connect-transport.ts";
import { Code } from "../core/code.ts";
import { createFetchHandler } from "./fetch-handler.ts";
import type { Preparable } from "./lifespan.ts";
import { type ServiceImplementation, service } from "./service.ts";

type Demo = ServiceImplementation<typeof DemoService>;

function serve(implementation: Preparable<Demo>, errors: unknown[] = []) {
  const handler = createFetchHandler({
    services: [service(DemoService, implementation)],
    onError: (error) => errors.push(error),
  });
  return { handler, client: createClient(DemoService, createConnectTransport({ baseUrl: "/", fetch: handler })) };
}

describe("a service with a lifespan", () => {
  it("begins with the first call, serves every call, and cleans up when the handler is closed", async () => {
    const events: string[] = [];
    async function* lifespan(): AsyncGenerator<Demo> {
      events.push("open");
      try {
        yield {
          say: ({ sentence }) => ({ sentence }),
          async *introduce({ name }) {
            yield { sentence: name };
          },
        };
      } finally {
        events.push("close");
      }
    }
    const { handler, client } = serve(lifespan());
    expect(events).toEqual([]);
    expect(await client.say({ sentence: "hi" })).toMatchObject({ sentence: "hi" });
    for await (const { sentence } of client.introduce({ name: "Ada" })) {
      events.push(sentence);
    }
    await handler.close();
    await handler.close();
    expect(events).toEqual(["open", "Ada", "close"]);
    await expect(client.say({})).rejects.toMatchObject({ code: Code.Unavailable, rawMessage: "the server is closed" });
  });

  it("can be prepared before the first call", async () => {
    let isOpen = false;
    async function* lifespan(): AsyncGenerator<Demo> {
      isOpen = true;
      yield {};
    }
    await serve(lifespan()).handler.ready();
    expect(isOpen).toBe(true);
  });

  it("may be no more than a promise", async () => {
    const { client } = serve(Promise.resolve({ say: () => ({ sentence: "promised" }) }));
    expect(await client.say({})).toMatchObject({ sentence: "promised" });
    await expect(client.echo({})).rejects.toMatchObject({ code: Code.Unimplemented });
  });

  it("answers internal if it cannot be prepared, and keeps the reason for itself", async () => {
    const errors: unknown[] = [];
    const reason = new Error("no database at 10.0.0.7");
    const database = () => Promise.reject(reason);
    async function* fails(): AsyncGenerator<Demo> {
      yield await database();
    }
    const { client, handler } = serve(fails(), errors);
    await expect(client.say({})).rejects.toMatchObject({ code: Code.Internal, rawMessage: "internal error" });
    expect(errors).toEqual([reason]);
    await expect(handler.ready()).rejects.toBe(reason);
    await handler.close();
  });

  it("says so if it yields nothing", async () => {
    async function* empty(): AsyncGenerator<Demo> {}
    await expect(serve(empty()).handler.ready()).rejects.toThrow("without yielding its implementation");
  });
});
