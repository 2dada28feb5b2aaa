/** The types reject invalid answers. Compiled, never run. */
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { service } from "../server/service.ts";
import { mockTransport } from "./mock-transport.ts";

const { say, tick, summarize, converse } = DemoService.method;
const mock = mockTransport(service(DemoService, {}));

mock.answer(say, { sentence: "a" });
mock.answer(say, async ({ sentence }) => ({ sentence: sentence.trim() }));
mock.answer(say, new ConnectError(Code.Aborted));
mock.answer(tick, [{ index: 1n }]);
mock.answer(summarize, async (requests) => {
  for await (const { sentence } of requests) {
    sentence.trim();
  }
  return { words: 1 };
});
mock.answer(converse, async function* (requests) {
  for await (const { sentence } of requests) {
    yield { sentence };
  }
});
mock.hold(summarize).answer({ words: 1 });
mock.feed(tick).push({ index: 1n });
const sentence: string | undefined = mock.calls(say)[0]?.request.sentence;
void sentence;

// @ts-expect-error a field of another type
mock.answer(say, { sentence: 1 });
// @ts-expect-error one message for a stream
mock.answer(tick, { index: 1n });
// @ts-expect-error a stream cannot be held
mock.hold(tick);
// @ts-expect-error one response cannot be fed
mock.feed(say);
// @ts-expect-error a field that the message does not have
mock.feed(tick).push({ sentence: "a" });
