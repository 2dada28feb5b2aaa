/** Headers are always passed to fetch as a plain record, so that a wrapper that spreads them loses nothing. */
import type { MetadataInterceptor } from "farcall";
import { collect } from "../../servers/collect.ts";
import type { Case } from "../calls/case.ts";
import { equal } from "../calls/check.ts";
import type { DemoClient } from "../calls/world.ts";
import { protocolNames } from "./wire.ts";

/** A call of each kind. */
const kinds: Record<string, (client: DemoClient, options: { headers?: HeadersInit }) => Promise<unknown>> = {
  "a unary call": (client, options) => client.say({ sentence: "hi" }, options),
  "a call that may be a GET": (client, options) => client.say({ sentence: "hi" }, { ...options, useGet: true }),
  "a server stream": (client, options) => collect(client.introduce({}, options)),
  "a client stream": (client, options) => client.summarize([{ sentence: "hi" }], options),
  "many messages for many": (client, options) => collect(client.converse([{ sentence: "hi" }], options)),
};

interface HeaderSource {
  headers?: HeadersInit;
  interceptors?: MetadataInterceptor[];
  /** The value of x-own. */
  own?: string;
}

const putOn: MetadataInterceptor = {
  onStart({ requestHeaders }) {
    requestHeaders.append("X-Put-On", "1");
    requestHeaders.append("x-put-on", "2");
  },
};

/** Where request headers can come from. */
const sources: Record<string, () => HeaderSource> = {
  "none of its own": () => ({}),
  "a record": () => ({ headers: { "X-Own": "1" }, own: "1" }),
  "a list": () => ({
    headers: [...Object.entries({ "X-Own": "1" }), ...Object.entries({ "x-own": "2" })],
    own: "1, 2",
  }),
  "a Headers object": () => ({ headers: new Headers({ "X-Own": "1" }), own: "1" }),
  "an interceptor": () => ({ interceptors: [putOn] }),
  "a record and an interceptor": () => ({ headers: { "X-Own": "1" }, interceptors: [putOn], own: "1" }),
};

export const handedHeaders: Case[] = protocolNames.flatMap((protocol) =>
  Object.entries(kinds).map(
    ([kind, call]): Case => ({
      name: `${protocol}: fetch receives a plain record of headers for ${kind}, wherever they come from`,
      run: async (world) => {
        for (const [name, source] of Object.entries(sources)) {
          const { headers: given, interceptors = [], own } = source();
          let handed: Record<string, string> = {};
          const fetch = (url: string, init: RequestInit) => {
            handed = init.headers as Record<string, string>;
            return globalThis.fetch(url, { ...init, headers: { ...handed, "x-key": "k" } });
          };
          await call(world.demo(protocol, { fetch, interceptors }), given ? { headers: given } : {});
          const isPlain = Object.getPrototypeOf(handed) === Object.prototype;
          const areLower = Object.keys(handed).every((it) => it === it.toLowerCase());
          const put = interceptors.length > 0 ? "1, 2" : undefined;
          equal([name, isPlain, areLower], [name, true, true]);
          equal([name, handed["x-own"], handed["x-put-on"]], [name, own, put]);
        }
      },
    }),
  ),
);
