import { expectTypeOf } from "vitest";
import { DemoService, type SayRequest, type SayResponse } from "../../playground/gen/demo/v1/demo_pb.ts";
import { methodInfo } from "../codec/proto-method.ts";
import type { RequestContext } from "../core/request-context.ts";
import { Endpoint } from "./endpoint.ts";
import type { HandlerContext } from "./handler-context.ts";
import { service } from "./service.ts";

service(DemoService, {
  say(request, ctx) {
    expectTypeOf(request).toEqualTypeOf<SayRequest>();
    expectTypeOf(ctx).toEqualTypeOf<HandlerContext<SayRequest, SayResponse>>();
    expectTypeOf(ctx.sendHeaders).toEqualTypeOf<() => void>();
    return { sentence: "hi" };
  },
});

// A function written for the context of interceptors is accepted too.
const say = (_: SayRequest, ctx: RequestContext<SayRequest, SayResponse>) => ({ sentence: ctx.url });
service(DemoService, { say });
Endpoint.unary(methodInfo(DemoService.method.say), (_, ctx) => {
  ctx.sendHeaders();
  return { $typeName: "demo.v1.SayResponse" as const, sentence: "" };
});

// Every form of implementation that must be prepared has typed requests.
service(DemoService, Promise.resolve({ say }));
service(DemoService, async () => ({ say: ({ sentence }) => ({ sentence }) }));
service(DemoService, () => ({ say: ({ sentence }) => ({ sentence }) }));
service(DemoService, async function* () {
  yield { say: ({ sentence }) => ({ sentence }) };
});
service(
  DemoService,
  (async function* () {
    yield { say };
  })(),
);

// @ts-expect-error no such field
service(DemoService, { say: () => ({ sentense: "hi" }) });

// @ts-expect-error a number is not an implementation
service(DemoService, async function* () {
  yield 5;
});
