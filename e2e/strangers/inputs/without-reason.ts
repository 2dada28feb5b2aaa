/** Aborts and throws without a reason. */
import { Code, ConnectError } from "farcall";
import { collect } from "../../servers/collect.ts";
import type { Case } from "../calls/case.ts";
import { equal, failsWith } from "../calls/check.ts";

/** Creates a signal as in engines where AbortSignal has no reason. */
function signalWithoutReason(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  Object.defineProperty(controller.signal, "reason", { value: undefined });
  return { signal: controller.signal, abort: () => controller.abort() };
}

export const withoutReason: Case[] = [
  {
    name: "a signal without a reason says that the call was canceled",
    run: async (world) => {
      const client = world.demo("Connect");
      const early = signalWithoutReason();
      early.abort();
      await failsWith(Code.Canceled, client.say({}, early), "the call was canceled");
      const late = signalWithoutReason();
      const calls = [client.wait({ durationMs: 60_000 }, late), collect(client.tick({ perSecond: 20 }, late))];
      const failures = calls.map((call) => failsWith(Code.Canceled, call, "the call was canceled"));
      setTimeout(late.abort, 30);
      await Promise.all(failures);
    },
  },
  {
    name: "a reason of null says that the call was canceled",
    run: async (world) => {
      const signal = AbortSignal.abort(null);
      await failsWith(Code.Canceled, world.demo("Connect").say({}, { signal }), "the call was canceled");
    },
  },
  {
    name: "an error for a thrown undefined says more than the value",
    run: async (world) => {
      for (const nothing of [undefined, null]) {
        const interceptor = {
          onStart() {
            throw nothing;
          },
        };
        const client = world.demo("Connect", { interceptors: [interceptor] });
        for (const call of [() => client.say({}), () => collect(client.introduce({}))]) {
          const { rawMessage } = await failsWith(Code.Unknown, call());
          equal(rawMessage.length > String(nothing).length, true);
        }
        equal(ConnectError.from(nothing).rawMessage.length > String(nothing).length, true);
      }
    },
  },
];
