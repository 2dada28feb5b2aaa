import { expectTypeOf } from "vitest";
import { DemoService, type SayRequest, type SummarizeRequest } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { methodInfo } from "../../codec/proto-method.ts";
import type { RequestContext } from "../../core/request-context.ts";
import type { FetchHandler } from "../fetch-handler.ts";
import { EndpointSync } from "./endpoint.ts";
import { serviceSync } from "./service.ts";
import { createSyncHandler } from "./sync-handler.ts";
import { toFetchHandler } from "./to-fetch-handler.ts";

serviceSync(DemoService, {
  say(request, ctx) {
    expectTypeOf(request).toEqualTypeOf<SayRequest>();
    expectTypeOf(ctx).toExtend<RequestContext<SayRequest>>();
    return { sentence: "hi" };
  },
  *introduce() {
    yield { sentence: "hi" };
  },
  summarize(requests) {
    expectTypeOf(requests).toEqualTypeOf<Iterable<SummarizeRequest>>();
    return {};
  },
  converse: (requests) => Array.from(requests, ({ sentence }) => ({ sentence })),
});

// @ts-expect-error a method cannot return a promise
serviceSync(DemoService, { say: async () => ({ sentence: "hi" }) });

// @ts-expect-error an asynchronous generator cannot be read synchronously
serviceSync(DemoService, { introduce: async function* () {} });

// @ts-expect-error no such method
serviceSync(DemoService, { shout: () => ({}) });

// @ts-expect-error no such field
serviceSync(DemoService, { say: () => ({ text: "hi" }) });

const endpoint = EndpointSync.unary(methodInfo(DemoService.method.large), ({ sizeBytes }) => {
  expectTypeOf(sizeBytes).toEqualTypeOf<number>();
  throw new Error();
});
const handler = createSyncHandler({ services: [[endpoint], serviceSync(DemoService, {})] });
expectTypeOf(toFetchHandler(handler)).toEqualTypeOf<FetchHandler>();

// @ts-expect-error CORS is an option of toFetchHandler
createSyncHandler({ services: [], cors: true });

// @ts-expect-error a synchronous handler cannot replace fetch: toFetchHandler converts it
handler(new Request("http://localhost/")) satisfies Promise<Response>;
