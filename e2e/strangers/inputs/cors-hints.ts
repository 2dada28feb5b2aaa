/** The hints in errors of calls that CORS does not allow. */
import { Code } from "farcall";
import { collect } from "../../servers/collect.ts";
import type { Case } from "../calls/case.ts";
import { failsWith, matches } from "../calls/check.ts";
import { protocolNames } from "./wire.ts";

/** For cross-origin pages and a server that allows only the default headers. */
export const corsHints: Case[] = protocolNames.map((protocol) => ({
  name: `${protocol}: a call that CORS has blocked names the origin as the browser sends it, and the headers`,
  run: async (world) => {
    const client = world.demo(protocol);
    const options = { headers: { "x-custom": "1" } };
    for (const call of [() => client.say({ sentence: "hi" }, options), () => collect(client.introduce({}, options))]) {
      const { rawMessage } = await failsWith(Code.Unavailable, call(), /CORS/);
      matches(rawMessage, new RegExp(`origin ${self.origin}\\b`));
      matches(rawMessage, /x-custom/);
    }
  },
}));
