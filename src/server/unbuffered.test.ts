/** Streams ask intermediaries not to buffer them. */
import { describe, expect, it } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { encodeEnvelopes } from "../wire/envelope.ts";
import { createFetchHandler } from "./fetch-handler.ts";
import { service } from "./service.ts";
import { serviceSync } from "./sync/service.ts";
import { createSyncHandler } from "./sync/sync-handler.ts";
import { toFetchHandler } from "./sync/to-fetch-handler.ts";

const handlers = {
  asynchronous: createFetchHandler({
    services: [
      service(DemoService, {
        say: () => ({}),
        async *introduce() {
          yield {};
        },
        summarize: () => ({}),
        async *converse() {
          yield {};
        },
        async *tick(_, ctx) {
          ctx.responseHeaders.set("cache-control", "no-store");
          ctx.responseHeaders.set("x-accel-buffering", "yes");
          yield {};
        },
        fail() {
          throw new ConnectError(Code.NotFound, "no hat", { metadata: { "x-accel-buffering": "no" } });
        },
      }),
    ],
  }),
  synchronous: toFetchHandler(
    createSyncHandler({
      services: [
        serviceSync(DemoService, {
          say: () => ({}),
          introduce: () => [{}],
          summarize: () => ({}),
          converse: () => [{}],
          *tick(_, ctx) {
            ctx.responseHeaders.set("cache-control", "no-store");
            ctx.responseHeaders.set("x-accel-buffering", "yes");
            yield {};
          },
          fail() {
            throw new ConnectError(Code.NotFound, "no hat", { metadata: { "x-accel-buffering": "no" } });
          },
        }),
      ],
    }),
  ),
};

describe.each(Object.entries(handlers))("a response of an %s handler", (_, handler) => {
  async function headersOf(name: string, type: string): Promise<(string | null)[]> {
    const isBare = type === "application/json";
    const body = isBare ? "{}" : encodeEnvelopes({ flags: 0, payload: new TextEncoder().encode("{}") });
    const { headers } = await handler(`http://localhost/demo.v1.DemoService/${name}`, {
      method: "POST",
      headers: { "content-type": type },
      body: body as BodyInit,
    });
    return ["x-accel-buffering", "cache-control"].map((header) => headers.get(header));
  }

  it.each(["application/connect+json", "application/grpc-web+json"])(
    "asks to be passed on unbuffered, over %s",
    async (type) => {
      for (const name of ["Introduce", "Summarize", "Converse"]) {
        expect(await headersOf(name, type), name).toEqual(["no", "no-transform"]);
      }
    },
  );

  it.each(["application/connect+json", "application/grpc-web+json"])(
    "keeps what its implementation has set, over %s",
    async (type) => {
      expect(await headersOf("Tick", type)).toEqual(["yes", "no-store"]);
    },
  );

  it.each(["application/json", "application/grpc-web+json"])(
    "does not ask if it is a single message, over %s",
    async (type) => {
      expect(await headersOf("Say", type)).toEqual([null, null]);
      expect(await headersOf("Fail", type)).toEqual([null, null]);
    },
  );
});
