/** Responses of proxies, gateways and login walls: errors quote their text. */
import { Code } from "farcall";
import { collect } from "../../servers/collect.ts";
import { chunks } from "../../servers/frames.ts";
import type { Script } from "../../servers/script.ts";
import type { Case } from "../calls/case.ts";
import { equal, failsWith, matches } from "../calls/check.ts";
import { newId } from "../calls/new-id.ts";
import { protocolNames, utf8 } from "./wire.ts";

interface Answer {
  status: number;
  type?: string;
  body: string;
  code: Code;
  words: RegExp;
}

const envoy = "upstream connect error or disconnect/reset before headers. reset reason: connection failure";

const answers: Answer[] = [
  { status: 503, type: "text/plain", body: envoy, code: Code.Unavailable, words: /reset reason: connection failure/ },
  { status: 403, type: "text/plain", body: "RBAC: access denied", code: Code.PermissionDenied, words: /RBAC: access/ },
  { status: 429, type: "text/plain; charset=utf-8", body: "slow döwn", code: Code.Unavailable, words: /slow döwn/ },
  { status: 502, type: "application/json", body: '{"message":"no route"}', code: Code.Unavailable, words: /no route/ },
  {
    status: 401,
    type: "application/problem+json",
    body: '{"title":"expired"}',
    code: Code.Unauthenticated,
    words: /expired/,
  },
  { status: 200, type: "text/plain", body: "maintenance", code: Code.Unknown, words: /maintenance/ },
];

const scriptOf = ({ status, type, body }: Answer): Script => ({
  status,
  headers: type ? { "content-type": type } : {},
  chunks: chunks(utf8(body)),
});

export const proxyWords: Case[] = protocolNames.flatMap((protocol): Case[] => [
  ...answers.map(
    (answer): Case => ({
      name: `${protocol}: the text of HTTP ${answer.status} in ${answer.type} is quoted in the error`,
      run: async (world) => {
        for (const call of world.answers(protocol, scriptOf(answer))) {
          matches((await failsWith(answer.code, call)).message, answer.words);
        }
      },
    }),
  ),
  {
    name: `${protocol}: of an endless text, no more is read than fits into an error`,
    run: async (world) => {
      const long = utf8("no server here. ".repeat(400));
      const headers = { "content-type": "text/plain" };
      const id = newId();
      const script: Script = { id, status: 503, headers, chunks: chunks(long), after: "hang" };
      const client = world.scripted(protocol, script);
      for (const call of [() => client.say({}), () => collect(client.introduce({}))]) {
        const { rawMessage } = await failsWith(Code.Unavailable, call(), /no server here/);
        equal(rawMessage.split("no server here").length < 150, true);
      }
      await world.hasSeen(id, ({ requests, open }) => requests === 2 && open === 0);
    },
  },
  {
    name: `${protocol}: a text that never arrives does not delay the error`,
    run: async (world) => {
      const script: Script = { status: 503, headers: { "content-type": "text/plain" }, after: "hang" };
      const client = world.scripted(protocol, script);
      const calls = [client.say({}), collect(client.introduce({}))];
      await Promise.all(calls.map((call) => failsWith(Code.Unavailable, call, /HTTP 503/)));
    },
  },
]);
