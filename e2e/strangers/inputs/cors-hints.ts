/** What an error says to those whose server does not let the page call it. */
import { Code } from "farcall";
import { collect } from "../../servers/collect.ts";
import type { Case } from "../calls/case.ts";
import { failsWith, matches } from "../calls/check.ts";
import { protocolNames } from "./wire.ts";

/** For pages of another origin than that of a server that allows the stock headers alone. */
export const corsHints: Case[] = protocolNames.map((protocol) => ({
  name: `${protocol}: a call that CORS has stopped names the origin as the browser sends it, and the headers`,
  run: async (world) => {
    const client = world.demo(protocol);
    const options = { headers: { "x-custom": "1" } };
    for (const call of [client.say({ sentence: "hi" }, options), collect(client.introduce({}, options))]) {
      const { rawMessage } = await failsWith(Code.Unavailable, call, /CORS/);
      matches(rawMessage, new RegExp(`origin ${self.origin}\\b`));
      matches(rawMessage, /x-custom/);
    }
  },
}));
