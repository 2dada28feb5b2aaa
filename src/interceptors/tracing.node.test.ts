import { AsyncLocalStorage } from "node:async_hooks";
import { type Context, type ContextManager, context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { BasicTracerProvider } from "@opentelemetry/sdk-trace-base";
import { createClient, createConnectTransport } from "farcall";
import { tracing } from "farcall/interceptors/tracing";
import { expect, it, onTestFinished } from "vitest";
import { serveDemo } from "../../e2e/served-demo.ts";
import { collect } from "../../e2e/servers/collect.ts";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";

/** Creates a minimal version of OpenTelemetry's context manager for Node. */
function asyncContextManager(): ContextManager {
  const storage = new AsyncLocalStorage<Context>();
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (scope, run, thisArg, ...args) => storage.run(scope, () => run.apply(thisArg as never, args)),
    bind: (_, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
}

it("the span of a call is active throughout its implementation, including later messages of a stream", async () => {
  context.setGlobalContextManager(asyncContextManager());
  onTestFinished(() => context.disable());
  const tracer = new BasicTracerProvider().getTracer("test");
  const activeSpan = () => trace.getSpan(context.active())?.spanContext().spanId ?? "none";
  const { url } = await serveDemo(
    {
      say: () => ({ sentence: activeSpan() }),
      async *introduce() {
        yield { sentence: activeSpan() };
        await new Promise((resolve) => setTimeout(resolve));
        yield { sentence: activeSpan() };
        yield { sentence: activeSpan() };
      },
    },
    { interceptors: [tracing({ tracer })] },
  );
  const client = createClient(DemoService, createConnectTransport({ baseUrl: url }));
  expect((await client.say({})).sentence).not.toBe("none");
  const [first, ...others] = (await collect(client.introduce({}))).map(({ sentence }) => sentence);
  expect(first).not.toBe("none");
  expect(others).toEqual([first, first]);
});
