import {
  Code,
  ConnectError,
  type ConnectTransportOptions,
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
} from "farcall";
import { bearerAuth, retry, type TokenSource } from "farcall/interceptors";
import type { HandlerContext } from "farcall/server";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deferred } from "../../e2e/deferred.ts";
import { serveDemo } from "../../e2e/served-demo.ts";
import { collect } from "../../e2e/servers/collect.ts";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";

/** Starts a server that accepts one token. */
function serveFor(valid: () => string) {
  const check = ({ requestHeaders }: HandlerContext) => {
    if (requestHeaders.get("authorization") !== `Bearer ${valid()}`) {
      throw new ConnectError(Code.Unauthenticated, "who are you?");
    }
  };
  return serveDemo({
    say({ sentence }, ctx) {
      check(ctx);
      return { sentence };
    },
    async *introduce({ name }, ctx) {
      check(ctx);
      yield { sentence: name };
      yield { sentence: "bye" };
    },
    async summarize(requests, ctx) {
      const { length } = await collect(requests);
      check(ctx);
      return { sentences: length };
    },
  });
}

const transports: [string, (options: ConnectTransportOptions) => ReturnType<typeof createConnectTransport>][] = [
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
];

/** Makes 100 concurrent calls, including streams. */
function hundredCalls(client: ReturnType<typeof demoClient>): Promise<unknown>[] {
  return Array.from({ length: 100 }, (_, index) => {
    switch (index % 3) {
      case 0:
        return client.say({ sentence: `${index}` });
      case 1:
        return collect(client.introduce({ name: `${index}` }));
      default:
        return client.summarize([{ sentence: "a" }, { sentence: "b" }]);
    }
  });
}

function demoClient(url: string, auth: ReturnType<typeof bearerAuth>, create = createConnectTransport) {
  return createClient(DemoService, create({ baseUrl: url, interceptors: [auth] }));
}

describe.each(transports)("bearerAuth over %s", (_, create) => {
  it("refreshes once for 100 concurrent calls with an expired token, including streams, and all succeed", async () => {
    const { url, requests } = await serveFor(() => "new");
    const asked: unknown[] = [];
    const source: TokenSource = async (request) => {
      asked.push(request);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return request.expired ? "new" : "old";
    };
    const results = await Promise.all(hundredCalls(demoClient(url, bearerAuth(source), create)));
    expect(results).toHaveLength(100);
    expect(asked).toEqual([{ expired: undefined }, { expired: "old" }]);
    expect(requests).toHaveLength(200);
  });

  it("fails each of the 100 calls once, with an error that says so, if the refresh fails", async () => {
    const { url, requests } = await serveFor(() => "new");
    let refreshes = 0;
    const client = demoClient(
      url,
      bearerAuth(({ expired }) => {
        if (expired) {
          refreshes++;
          throw new Error("the session is over");
        }
        return "old";
      }),
      create,
    );
    const results = await Promise.allSettled(hundredCalls(client));
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(["rejected"]));
    for (const result of results) {
      expect((result as PromiseRejectedResult).reason).toMatchObject({
        code: Code.Unauthenticated,
        rawMessage: "the token was rejected, and its refresh failed: the session is over",
      });
    }
    expect(refreshes).toBe(1);
    expect(requests).toHaveLength(100);
  });
});

describe("bearerAuth", () => {
  it("never sends a token to another origin, by default that of the first call", async () => {
    const [own, other] = [await serveFor(() => "t"), await serveFor(() => "t")];
    const auth = bearerAuth("t");
    await demoClient(own.url, auth).say({});
    await expect(demoClient(other.url, auth).say({})).rejects.toMatchObject({
      code: Code.FailedPrecondition,
      rawMessage: expect.stringContaining(`not to ${other.url}`),
    });
    expect(other.requests).toEqual([]);
  });

  it("never sends a token to an unlisted origin, and calls it without one", async () => {
    const [own, other] = [await serveFor(() => "t"), await serveFor(() => "t")];
    const auth = bearerAuth("t", { origins: [`${own.url}/api`] });
    await demoClient(own.url, auth).say({});
    await expect(demoClient(other.url, auth).say({})).rejects.toMatchObject({ rawMessage: "who are you?" });
    expect(other.requests).toHaveLength(1);
    expect(other.requests[0]).not.toHaveProperty("authorization");
  });

  it("never sends a token to the target of a redirect", async () => {
    const thief = await serveFor(() => "t");
    const own = await serveDemo({}, { before: (_, res) => Boolean(res.writeHead(307, { location: thief.url }).end()) });
    await expect(demoClient(own.url, bearerAuth("t")).say({})).rejects.toBeInstanceOf(ConnectError);
    expect(thief.requests).toEqual([]);
  });

  it("does not refresh for a call whose token was replaced while it was pending", async () => {
    let asked = 0;
    const late = deferred();
    const { url } = await serveDemo({
      async say({ sentence }, { requestHeaders }) {
        if (requestHeaders.get("authorization") !== "Bearer 2") {
          await (sentence === "slow" ? late.promise : undefined);
          throw new ConnectError(Code.Unauthenticated, "old");
        }
        return { sentence };
      },
    });
    const client = demoClient(
      url,
      bearerAuth(() => `${++asked}`),
    );
    const slow = client.say({ sentence: "slow" });
    await client.say({ sentence: "fast" });
    late.resolve();
    expect((await slow).sentence).toBe("slow");
    expect(asked).toBe(2);
  });

  it("rejects a canceled call immediately, and continues the refresh for the others", async () => {
    const { url } = await serveFor(() => "new");
    const fresh = deferred<string>();
    const refreshing = deferred();
    const client = demoClient(
      url,
      bearerAuth(({ expired }) => {
        if (!expired) {
          return "old";
        }
        refreshing.resolve();
        return fresh.promise;
      }),
    );
    const leaver = new AbortController();
    const left = client.say({ sentence: "left" }, { signal: leaver.signal });
    const stays = client.say({ sentence: "stays" });
    await refreshing.promise;
    leaver.abort();
    await expect(left).rejects.toMatchObject({ code: Code.Canceled });
    fresh.resolve("new");
    expect((await stays).sentence).toBe("stays");
  });

  it("requests a token again after a failed refresh", async () => {
    const { url } = await serveFor(() => "new");
    const answers = ["old", new Error("offline"), "new"];
    const asked: unknown[] = [];
    const client = demoClient(
      url,
      bearerAuth(async ({ expired }) => {
        asked.push(expired);
        const answer = answers.shift();
        if (answer instanceof Error) {
          throw answer;
        }
        return answer;
      }),
    );
    await expect(client.say({})).rejects.toMatchObject({ rawMessage: expect.stringContaining("offline") });
    await client.say({});
    expect(asked).toEqual([undefined, "old", "old"]);
  });

  it("retries a call at most once, whatever the source returns", async () => {
    const { url, requests } = await serveFor(() => "never");
    let number = 0;
    const client = demoClient(
      url,
      bearerAuth(() => `${++number}`),
    );
    await expect(client.say({})).rejects.toMatchObject({ rawMessage: "who are you?" });
    expect(requests).toHaveLength(2);
    const same = demoClient(
      url,
      bearerAuth(() => "same"),
    );
    await expect(same.say({})).rejects.toMatchObject({ rawMessage: "who are you?" });
    expect(requests).toHaveLength(3);
  });

  it("does not change calls that set their own header, are skipped, or start without a token", async () => {
    const { url, requests } = await serveDemo({ say: ({ sentence }) => ({ sentence }), echo: () => ({}) });
    await demoClient(url, bearerAuth("t")).say({}, { headers: { authorization: "Basic x" } });
    await demoClient(url, bearerAuth("t", { skip: ({ method }) => method.name === "Echo" })).echo({});
    await demoClient(
      url,
      bearerAuth(() => undefined),
    ).say({});
    expect(requests.map(({ authorization }) => authorization)).toEqual(["Basic x", undefined, undefined]);
  });

  it.each(["inside", "outside"])("works %s of retry", async (place) => {
    let attempts = 0;
    const { url, requests } = await serveDemo({
      say({ sentence }, { requestHeaders }) {
        if (requestHeaders.get("authorization") !== "Bearer new") {
          throw new ConnectError(Code.Unauthenticated, "old");
        }
        if (++attempts === 1) {
          throw new ConnectError(Code.Unavailable, "not yet");
        }
        return { sentence };
      },
    });
    const both = [retry({ initialDelayMs: 1 }), bearerAuth(({ expired }) => (expired ? "new" : "old"))];
    const interceptors = place === "inside" ? both : both.reverse();
    const client = createClient(DemoService, createConnectTransport({ baseUrl: url, interceptors }));
    expect((await client.say({ sentence: "hi" })).sentence).toBe("hi");
    expect(requests.map(({ authorization }) => authorization)).toEqual(["Bearer old", "Bearer new", "Bearer new"]);
  });

  it.each<[string, () => unknown]>([
    ["token", () => bearerAuth("")],
    ["token", () => bearerAuth(undefined as unknown as string)],
    ["origins", () => bearerAuth("t", { origins: ["api.example.com"] })],
    ["origins", () => bearerAuth("t", { origins: "https://a.example" as unknown as string[] })],
  ])("names the invalid option: %s in %s", (name, make) => {
    expect(make).toThrow(
      expect.objectContaining({ code: Code.InvalidArgument, rawMessage: expect.stringContaining(name) }),
    );
  });

  it("never sends or quotes a token that a header cannot carry", async () => {
    const { url, requests } = await serveDemo({ say: ({ sentence }) => ({ sentence }) });
    const character = fc.constantFrom(" ", "\n", "\r\nx-evil: 1", "\t", "\0", "\x7f", "\xa0", "é", "日", "\ud800");
    const token = fc
      .tuple(fc.constant("secret"), character, fc.constantFrom("", "tail"))
      .chain((parts) => fc.shuffledSubarray(parts, { minLength: 3 }).map((shuffled) => shuffled.join("")));
    await fc.assert(
      fc.asyncProperty(token, async (bad) => {
        expect(() => bearerAuth(bad)).toThrow(expect.objectContaining({ code: Code.InvalidArgument }));
        const error: ConnectError = await demoClient(
          url,
          bearerAuth(() => bad),
        )
          .say({})
          .then(
            () => expect.unreachable("the call succeeded"),
            (reason) => reason,
          );
        expect(error).toMatchObject({ name: "ConnectError", code: Code.Unauthenticated });
        expect(error.rawMessage).toContain("cannot carry");
        expect(error.rawMessage).not.toContain("secret");
      }),
    );
    expect(requests).toEqual([]);
  });

  it("fails the call, and says why, if the source does not return a string", async () => {
    const client = demoClient("http://127.0.0.1:9", bearerAuth((() => ({ token: "t" })) as unknown as TokenSource));
    await expect(client.say({})).rejects.toMatchObject({
      code: Code.Unauthenticated,
      rawMessage: "cannot get a token: the source returned an object, expected a string",
    });
  });
});
