/** Functions from the application are called without a receiver, methods of its objects with their object. */
import {
  Code,
  type Codec,
  type Compression,
  createClient,
  createConnectTransport,
  gzip,
  type MessageType,
  type MetadataInterceptor,
  protoBinary,
} from "farcall";
import { createFetchHandler, service } from "farcall/server";
import { createSyncClient, createSyncHandler, createSyncTransport, serviceSync } from "farcall/sync";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "../../servers/collect.ts";
import type { Case } from "../calls/case.ts";
import { equal, failsWith } from "../calls/check.ts";

/** Creates functions that record their receiver. */
function receiverLog() {
  const receivers: Record<string, unknown> = {};
  const noting = <A extends unknown[], R>(name: string, work: (...args: A) => R) =>
    function (this: unknown, ...args: A): R {
      // A bundle may be a sloppy script, where no receiver means the global object.
      receivers[name] = this === undefined || this === globalThis ? "none" : "some";
      return work(...args);
    };
  return { receivers, noting };
}

export const handedFunctions: Case[] = [
  {
    name: "a fetch is called without a receiver",
    run: async (world) => {
      const { receivers, noting } = receiverLog();
      const fetch = noting("fetch", (url: string, init: RequestInit) => globalThis.fetch(url, init));
      const client = world.demo("Connect", { fetch });
      for (const call of [() => client.say({ sentence: "hi" }), () => collect(client.introduce({}))]) {
        delete receivers.fetch;
        await call();
        equal(receivers, { fetch: "none" });
      }
    },
  },
  {
    name: "the callbacks of a call are called without a receiver",
    run: async (world) => {
      const { receivers, noting } = receiverLog();
      const nothing = () => {};
      const options = { onHeader: noting("onHeader", nothing), onTrailer: noting("onTrailer", nothing) };
      await collect(world.demo("Connect").introduce({}, options));
      equal(receivers, { onHeader: "none", onTrailer: "none" });
    },
  },
  {
    name: "the functions of a server are called without a receiver",
    run: async () => {
      const { receivers, noting } = receiverLog();
      const handler = createFetchHandler({
        services: [
          service(DemoService, {
            say() {
              throw new RangeError("mine");
            },
          }),
        ],
        onError: noting("onError", () => {}),
        cors: { origins: noting("origins", () => true) },
      });
      const headers = { "content-type": "application/json", origin: "http://a.example" };
      await handler(new Request("http://localhost/demo.v1.DemoService/Say", { method: "POST", body: "{}", headers }));
      const { origins = "none", ...rest } = receivers; // pages cannot create requests with an origin header
      equal([origins, rest], ["none", { onError: "none" }]);
    },
  },
  {
    name: "the send function of a synchronous transport is called without a receiver",
    run: async () => {
      const { receivers, noting } = receiverLog();
      const handler = createSyncHandler({ services: [serviceSync(DemoService, { say: () => ({ sentence: "hi" }) })] });
      const transport = createSyncTransport({ baseUrl: "http://localhost", send: noting("send", handler) });
      createSyncClient(DemoService, transport).say({});
      equal(receivers, { send: "none" });
    },
  },
  {
    name: "the methods of an interceptor are called on their object",
    run: async (world) => {
      class Counting implements MetadataInterceptor {
        starts = 0;
        ends = 0;
        onStart() {
          this.starts++;
        }
        onEnd() {
          this.ends++;
        }
      }
      const counting = new Counting();
      const client = world.demo("Connect", { interceptors: [counting] });
      await client.say({ sentence: "hi" });
      await collect(client.introduce({}));
      equal([counting.starts, counting.ends], [2, 2]);
    },
  },
  {
    name: "a codec and a compression may be instances of a class",
    run: async (world) => {
      class OwnCodec implements Codec {
        readonly keepsInput = true;
        readonly #binary = protoBinary();
        get name() {
          return this.#binary.name;
        }
        encode<T>(type: MessageType<T>, message: T) {
          return this.#binary.encode(type, message);
        }
        decode<T>(type: MessageType<T>, bytes: Uint8Array) {
          return this.#binary.decode(type, bytes);
        }
      }
      class OwnGzip implements Compression {
        readonly #gzip = gzip();
        get name() {
          return this.#gzip.name;
        }
        compress(bytes: Uint8Array) {
          return this.#gzip.compress(bytes);
        }
        decompress(bytes: Uint8Array, maxBytes: number) {
          return this.#gzip.decompress(bytes, maxBytes);
        }
      }
      const compression = new OwnGzip();
      const client = world.demo("Connect", {
        codec: new OwnCodec(),
        sendCompression: compression,
        acceptCompression: [compression],
        compressMinBytes: 0,
      });
      equal((await client.say({ sentence: "hi" })).sentence, "You said: hi");
      equal((await collect(client.introduce({}))).length, 5);
      equal((await client.summarize([{ sentence: "one two" }])).words, 2);
    },
  },
  {
    name: "the message of an error that fetch throws before it sends anything is kept",
    run: async () => {
      const fetch = () => {
        throw new TypeError("no such scheme");
      };
      const client = createClient(DemoService, createConnectTransport({ baseUrl: "http://localhost", fetch }));
      await failsWith(Code.Unavailable, client.say({}), /no such scheme/);
      await failsWith(Code.Unavailable, collect(client.introduce({})), /no such scheme/);
    },
  },
];
