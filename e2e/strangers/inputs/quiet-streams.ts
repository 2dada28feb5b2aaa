/** Streams behind proxies: they are not buffered, and open before their first message. */
import { createClient, createConnectTransport, createGrpcWebTransport } from "farcall";
import { createFetchHandler, type HandlerContext, service } from "farcall/server";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "../../servers/collect.ts";
import type { Case } from "../calls/case.ts";
import { equal, matches } from "../calls/check.ts";
import type { ProtocolName } from "../calls/world.ts";
import { protocolNames } from "./wire.ts";

type Introduce = (request: unknown, ctx: HandlerContext) => AsyncIterable<{ sentence: string }>;

/** Creates a client of a server with this stream, and collects the headers of its responses. */
function serving(protocol: ProtocolName, introduce: Introduce) {
  const handler = createFetchHandler({
    services: [service(DemoService, { introduce, say: () => ({ sentence: "hi" }) })],
  });
  const heads: Headers[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    const response = await handler(new Request(url, init));
    heads.push(response.headers);
    return response;
  };
  const create = protocol === "Connect" ? createConnectTransport : createGrpcWebTransport;
  return { client: createClient(DemoService, create({ baseUrl: "http://localhost", fetch })), heads };
}

async function* oneSentence() {
  yield { sentence: "one" };
}

/** Creates a promise that the test resolves. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

export const quietStreams: Case[] = protocolNames.flatMap((protocol): Case[] => [
  {
    name: `${protocol}: a stream asks proxies not to buffer or compress it`,
    run: async () => {
      const { client, heads } = serving(protocol, oneSentence);
      await collect(client.introduce({}));
      equal(heads[0]?.get("x-accel-buffering"), "no");
      matches(heads[0]?.get("cache-control") ?? "", /\bno-transform\b/);
    },
  },
  {
    name: `${protocol}: buffering and caching headers of an implementation are kept`,
    run: async () => {
      const { client, heads } = serving(protocol, (_, { responseHeaders }) => {
        responseHeaders.set("x-accel-buffering", "yes");
        responseHeaders.set("cache-control", "private");
        return oneSentence();
      });
      await collect(client.introduce({}));
      equal([heads[0]?.get("x-accel-buffering"), heads[0]?.get("cache-control")], ["yes", "private"]);
    },
  },
  {
    name: `${protocol}: a unary response has no buffering headers`,
    run: async () => {
      const { client, heads } = serving(protocol, oneSentence);
      await client.say({});
      equal([heads[0]?.get("x-accel-buffering"), heads[0]?.get("cache-control")], [null, null]);
    },
  },
  {
    name: `${protocol}: a server can send the headers of a stream before its first message`,
    run: async () => {
      const { opened, open } = gate();
      const { client } = serving(protocol, async function* (_, ctx) {
        ctx.responseHeaders.set("x-early", "1");
        ctx.sendHeaders();
        await opened;
        yield { sentence: "one" };
      });
      const stream = client.introduce({});
      const [headers, received] = await Promise.all([stream.headers.finally(open), collect(stream)]);
      equal([headers.get("x-early"), received.length], ["1", 1]);
    },
  },
  {
    name: `${protocol}: the headers of a stream without messages are sent automatically`,
    run: async () => {
      const { opened, open } = gate();
      const { client } = serving(protocol, async function* (_, ctx) {
        ctx.responseHeaders.set("x-early", "1");
        await opened;
        yield { sentence: "one" };
      });
      const stream = client.introduce({});
      const [headers, received] = await Promise.all([stream.headers.finally(open), collect(stream)]);
      equal([headers.get("x-early"), received.length], ["1", 1]);
    },
  },
]);
