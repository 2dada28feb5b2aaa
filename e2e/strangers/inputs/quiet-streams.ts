/** What a server does for streams that pass proxies: they are not held back, and are open before they say anything. */
import { createClient, createConnectTransport, createGrpcWebTransport } from "farcall";
import { createFetchHandler, type HandlerContext, service } from "farcall/server";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "../../servers/collect.ts";
import type { Case } from "../calls/case.ts";
import { equal, matches } from "../calls/check.ts";
import type { ProtocolName } from "../calls/world.ts";
import { protocolNames } from "./wire.ts";

type Introduce = (request: unknown, ctx: HandlerContext) => AsyncIterable<{ sentence: string }>;

/** A client of a server with this stream, and the heads of the responses that it has had. */
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

/** A promise that is kept by hand. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

export const quietStreams: Case[] = protocolNames.flatMap((protocol): Case[] => [
  {
    name: `${protocol}: a stream asks proxies not to hold it back, and not to compress it`,
    run: async () => {
      const { client, heads } = serving(protocol, oneSentence);
      await collect(client.introduce({}));
      equal(heads[0]?.get("x-accel-buffering"), "no");
      matches(heads[0]?.get("cache-control") ?? "", /\bno-transform\b/);
    },
  },
  {
    name: `${protocol}: what an implementation says of buffers and caches stays as it is`,
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
    name: `${protocol}: a unary answer says nothing of buffers`,
    run: async () => {
      const { client, heads } = serving(protocol, oneSentence);
      await client.say({});
      equal([heads[0]?.get("x-accel-buffering"), heads[0]?.get("cache-control")], [null, null]);
    },
  },
  {
    name: `${protocol}: a server can send the head of a stream before its first message`,
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
    name: `${protocol}: the head of a stream that has nothing to say goes out by itself`,
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
