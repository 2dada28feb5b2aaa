/** The environment of a case: the addresses of the servers, and the fetch for every transport. */
import {
  type Client,
  type ConnectTransportOptions,
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
  type FetchLike,
  type Transport,
} from "farcall";
import { createFetchHandler, createInMemoryTransport } from "farcall/server";
import { createSyncClient, createSyncTransport } from "farcall/sync";
import { demoService } from "../../../playground/demo/demo-service.ts";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "../../servers/collect.ts";
import { type Script, type Seen, scriptUrl } from "../../servers/script.ts";

export type ProtocolName = "Connect" | "gRPC-Web";

/** The part of a world that can be posted to the program that makes the calls. */
export interface Setting {
  /** The address of a server with the demo services, or "memory" for one in the same program. */
  demo: string;
  /** The address of the scripted server; unset where there is no network. */
  scripted?: string;
  /** True where synchronous calls are allowed: in web workers. Default false. */
  hasSyncCalls?: boolean;
  /** False if the demo server allows other origins only the default headers. Default true. */
  allowsHeaders?: boolean;
}

export type DemoClient = Client<typeof DemoService>;

/** The classes and functions of one global object. */
export type Realm = typeof globalThis;

/** What the surrounding program provides. */
export interface Surroundings {
  /** The fetch for every transport. Default: none, so that the global one is used. */
  fetch?: FetchLike | undefined;
  /** Another realm, for the cases about that. */
  realm?: Realm | undefined;
}

export class World {
  readonly setting: Setting;
  readonly #fetch: FetchLike | undefined;
  readonly #realm: Realm | undefined;

  constructor(setting: Setting, { fetch, realm }: Surroundings = {}) {
    this.setting = setting;
    this.#fetch = fetch;
    this.#realm = realm;
  }

  get realm(): Realm {
    if (!this.#realm) {
      throw new Error("there is no other realm in this environment");
    }
    return this.#realm;
  }

  /** Creates a transport to the demo services. */
  transport(protocol: ProtocolName, options: Partial<ConnectTransportOptions> = {}): Transport {
    const { demo } = this.setting;
    return demo === "memory" ? inMemory(protocol, options) : this.#connect(protocol, { baseUrl: demo, ...options });
  }

  /** Creates a client of the demo services. */
  demo(protocol: ProtocolName, options?: Partial<ConnectTransportOptions>): DemoClient {
    return createClient(DemoService, this.transport(protocol, options));
  }

  /** Creates a transport whose every call gets a scripted response. */
  scriptedTransport(protocol: ProtocolName, script: Script, options?: Partial<ConnectTransportOptions>): Transport {
    return this.#connect(protocol, { baseUrl: this.scriptUrl(script), ...options });
  }

  /** Creates a client of such a transport. */
  scripted(protocol: ProtocolName, script: Script, options?: Partial<ConnectTransportOptions>): DemoClient {
    return createClient(DemoService, this.scriptedTransport(protocol, script, options));
  }

  /** Yields the response to a unary call and the messages of a stream, for every kind of call possible here. */
  *answers(protocol: ProtocolName, script: Script): Generator<Promise<unknown>> {
    const client = this.scripted(protocol, script);
    yield client.say({});
    yield collect(client.introduce({}));
    if (this.setting.hasSyncCalls) {
      const type = protocol === "Connect" ? "connect" : "grpc-web";
      const syncTransport = createSyncTransport({ baseUrl: this.scriptUrl(script), protocol: type });
      const syncClient = createSyncClient(DemoService, syncTransport);
      yield (async () => syncClient.say({}))();
      yield (async () => [...syncClient.introduce({})])();
    }
  }

  /** Returns the base URL under which the scripted server responds with this script. */
  scriptUrl(script: Script): string {
    return scriptUrl(this.#scriptedServer, script);
  }

  /** Returns what the scripted server saw of the calls of a script with this id. */
  async seen(id: string): Promise<Seen> {
    return (await fetch(`${this.#scriptedServer}/seen/${id}`)).json() as Promise<Seen>;
  }

  /** Resolves when the scripted server has seen what the condition describes. */
  async hasSeen(id: string, isSeen: (seen: Seen) => boolean): Promise<void> {
    while (!isSeen(await this.seen(id))) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  get #scriptedServer(): string {
    const { scripted } = this.setting;
    if (scripted === undefined) {
      throw new Error("there is no scripted server in this environment");
    }
    return scripted;
  }

  #connect(protocol: ProtocolName, options: ConnectTransportOptions): Transport {
    const withFetch = this.#fetch ? { fetch: this.#fetch, ...options } : options;
    return protocol === "Connect" ? createConnectTransport(withFetch) : createGrpcWebTransport(withFetch);
  }
}

/** Connects client and server in memory, as described in docs/server.md. */
function inMemory(protocol: ProtocolName, options: Partial<ConnectTransportOptions>): Transport {
  const services = [demoService()];
  return protocol === "Connect"
    ? createInMemoryTransport({ services }, options)
    : createGrpcWebTransport({ baseUrl: "/", ...options, fetch: createFetchHandler({ services }) });
}
