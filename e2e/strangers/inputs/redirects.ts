/** A proxy that redirects callers without a session to its login page. */
import { Code } from "farcall";
import { rpcRetry } from "farcall/query";
import { collect } from "../../servers/collect.ts";
import { chunks, sentence } from "../../servers/frames.ts";
import type { Script } from "../../servers/script.ts";
import type { Case } from "../calls/case.ts";
import { equal, failsWith, matches } from "../calls/check.ts";
import { newId } from "../calls/new-id.ts";
import type { World } from "../calls/world.ts";
import { protocolNames, utf8 } from "./wire.ts";

/** Redirects each call to a page whose visits are counted under `id`. */
function toLogin(world: World, status: number, id: string): Script {
  const page = world.scriptUrl({ id, headers: { "content-type": "text/html" }, chunks: chunks(utf8("Log in")) });
  return { status, headers: { location: `${page}/login` } };
}

export const redirects: Case[] = [
  ...protocolNames.flatMap((protocol) =>
    [301, 302, 303, 307, 308].map(
      (status): Case => ({
        name: `${protocol}: a call that is redirected with HTTP ${status} says so, and asks whether the session has ended`,
        run: async (world) => {
          const id = newId();
          const client = world.scripted(protocol, toLogin(world, status, id));
          for (const call of [() => client.say({}), () => collect(client.introduce({}))]) {
            const error = await failsWith(Code.Unknown, call(), /redirect/i);
            matches(error.rawMessage, /session/);
            equal(rpcRetry().retry(0, error), false);
          }
          equal((await world.seen(id)).requests, 0);
        },
      }),
    ),
  ),
  {
    name: "a redirect is followed if the application asks for it",
    run: async (world) => {
      const there = world.scriptUrl({
        headers: { "content-type": "application/proto" },
        chunks: chunks(sentence("there")),
      });
      const script = { status: 307, headers: { location: `${there}/demo.v1.DemoService/Say` } };
      const client = world.scripted("Connect", script, { fetchOptions: { redirect: "follow" } });
      equal((await client.say({})).sentence, "there"); // an empty request: Node's fetch cannot send a body twice
    },
  },
];
