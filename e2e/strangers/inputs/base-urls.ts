/** Base URLs that are valid only in a page, and those that are never valid. */
import {
  Code,
  connect,
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
  createTransport,
  protoBinary,
  protoJson,
} from "farcall";
import { createSyncTransport } from "farcall/sync";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "../../servers/collect.ts";
import type { Case } from "../calls/case.ts";
import { equal, failsWith } from "../calls/check.ts";

type Create = (baseUrl: string) => unknown;

const creators = {
  createConnectTransport: (baseUrl: string) => createConnectTransport({ baseUrl }),
  createGrpcWebTransport: (baseUrl: string) => createGrpcWebTransport({ baseUrl }),
  createTransport: (baseUrl: string) => createTransport({ baseUrl, protocol: connect(), codec: protoBinary() }),
};

/** All ways to create a transport; a synchronous one needs a `send` function here. */
const allCreators: Record<string, Create> = {
  ...creators,
  createSyncTransport: (baseUrl) =>
    createSyncTransport({ baseUrl, send: () => ({ status: 500, headers: new Headers(), body: [] }) }),
};

const malformed = ["ftp://example.com", "http://", "https://", "https://a.example?x=1", "https://a.example#x", "https://u:p@a.example", "mailto:a@b.example"]; // biome-ignore format: a list

/** The missing scheme, by what was written. */
const withoutScheme: Record<string, string> = {
  "api.example.com": "https://api.example.com",
  "api.example.com/v1": "https://api.example.com/v1",
  "127.0.0.1:8080": "127.0.0.1:8080",
  "localhost:8080": "localhost:8080",
  "api.example.com:443": "api.example.com:443",
};

/** With or without a page. */
export const baseUrls: Case[] = Object.entries(allCreators).flatMap(([name, create]): Case[] => [
  {
    name: `${name} refuses a base URL that is never valid`,
    run: async () => {
      for (const baseUrl of malformed) {
        await failsWith(Code.InvalidArgument, (async () => create(baseUrl))(), /baseUrl/);
      }
    },
  },
  {
    name: `${name} refuses a host without a scheme, and suggests the URL that was meant`,
    run: async () => {
      for (const [baseUrl, meant] of Object.entries(withoutScheme)) {
        const error = await failsWith(Code.InvalidArgument, (async () => create(baseUrl))(), /did you mean/);
        equal([baseUrl, error.rawMessage.includes(`://${meant.replace("https://", "")}`)], [baseUrl, true]);
      }
    },
  },
]);

/** Without a page: during server rendering, in a Worker. */
export const baseUrlsWithoutPage: Case[] = [
  ...Object.entries(creators).flatMap(([name, create]) =>
    ["/api", "/", ""].map(
      (baseUrl): Case => ({
        name: `${name} can be called with ${JSON.stringify(baseUrl)} where there is no page: only its calls fail`,
        run: async () => {
          const client = createClient(DemoService, create(baseUrl));
          for (const call of [() => client.say({}), () => collect(client.introduce({})), () => client.summarize([])]) {
            const error = await failsWith(Code.InvalidArgument, call(), /baseUrl/);
            equal([typeof error.method, error.rawMessage.includes(baseUrl)], ["string", true]);
          }
        },
      }),
    ),
  ),
  {
    name: "a relative base URL is enough where calls go through a function",
    run: async () => {
      const headers = { "content-type": "application/json" };
      const fetch = async (url: string) => new Response(JSON.stringify({ sentence: url }), { headers });
      const transport = createConnectTransport({ baseUrl: "/api", fetch, codec: protoJson() });
      const { sentence } = await createClient(DemoService, transport).say({});
      equal(sentence, "http://localhost/api/demo.v1.DemoService/Say");
    },
  },
];
