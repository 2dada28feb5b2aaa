import {
  type ConnectError,
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
  createTransport,
} from "farcall";
import { devtools, type Hook, hookKey } from "farcall/devtools";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { protoBinary } from "../codec/proto-binary.ts";
import { connect } from "./connect.ts";

const { demo } = inject("addresses");
const page = globalThis as { [hookKey]?: Hook | object };

/** A hook for this test only. */
function newHook(): Hook {
  delete page[hookKey];
  devtools();
  onTestFinished(() => void delete page[hookKey]);
  return page[hookKey] as Hook;
}

async function rows(hook: Hook) {
  await hook.ready();
  return JSON.parse(hook.drain(0)).calls;
}

describe("the standard transports", () => {
  it.each([createConnectTransport, createGrpcWebTransport])(
    "are recorded in a page that has a recorder: %o",
    async (create) => {
      const hook = newHook();
      await createClient(DemoService, create({ baseUrl: demo })).say({ sentence: "hello" });
      expect(await rows(hook)).toMatchObject([{ method: "Say", attempts: [{ status: 200 }] }]);
    },
  );

  it("record a call once, even if the recorder is also among the application's interceptors", async () => {
    const hook = newHook();
    const transport = createConnectTransport({ baseUrl: demo, interceptors: [devtools()] });
    await createClient(DemoService, transport.intercept([devtools()])).say({ sentence: "hello" });
    expect(await rows(hook)).toHaveLength(1);
  });

  it("reject invalid interceptors by their index in a page that has a recorder", () => {
    newHook();
    const create = (interceptors: unknown) =>
      createConnectTransport({ baseUrl: demo, interceptors: interceptors as never });
    expect(() => create([devtools(), {}])).toThrow("interceptors[1]");
    expect(() => create({})).toThrow("interceptors: expected an array");
  });

  it("are unchanged in a page without a recorder, or with something else under its name", async () => {
    for (const hook of [undefined, {}, { attach: undefined }]) {
      page[hookKey] = hook;
      onTestFinished(() => void delete page[hookKey]);
      const { sentence } = await createClient(DemoService, createConnectTransport({ baseUrl: demo })).say({
        sentence: "x",
      });
      expect(sentence).toBe("You said: x");
    }
  });

  it("reject invalid interceptors with and without a recorder", () => {
    const complaint = (interceptors: never) => {
      try {
        return createConnectTransport({ baseUrl: demo, interceptors });
      } catch (error) {
        return (error as ConnectError).code;
      }
    };
    newHook();
    expect(complaint(5 as never)).toBe("invalid_argument");
    expect(complaint([() => {}] as never)).toBe("invalid_argument");
  });

  it("are the only ones: createTransport uses only its explicit parts", async () => {
    const hook = newHook();
    const transport = createTransport({ baseUrl: demo, protocol: connect(), codec: protoBinary() });
    await createClient(DemoService, transport).say({ sentence: "hello" });
    expect(await rows(hook)).toEqual([]);
  });
});
