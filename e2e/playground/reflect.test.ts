/** Reflection against a server whose habits each test chooses. */
import { create, fromJson, toJson } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createConnectTransport, createGrpcWebTransport, type FetchLike, protoJson } from "farcall";
import { createFetchHandler, service } from "farcall/server";
import { expect, test, vi } from "vitest";
import { file_demo_v1_demo } from "../../playground/gen/demo/v1/demo_pb.ts";
import { reflectServices } from "../../playground/model/reflect.ts";
import {
  type Question,
  reflectionPackages,
  reflectionService,
} from "../../playground/model/reflection/reflection-service.ts";
import { createReflection, type ReflectionOptions } from "../servers/reflection-answers.ts";
import { shopFiles } from "../servers/shop-files.ts";

interface ServerOptions extends ReflectionOptions {
  version?: (typeof reflectionPackages)[number];
}

function serverOf({ version = reflectionPackages[0], ...options }: ServerOptions): FetchLike {
  return createFetchHandler({ services: [service(reflectionService(version), createReflection(options))] });
}

function reflect(fetch: FetchLike, more: { headers?: HeadersInit; signal?: AbortSignal } = {}) {
  return reflectServices({ transport: createConnectTransport({ baseUrl: "http://shop.test", fetch }), ...more });
}

function fileOf(init: Partial<FileDescriptorProto>): FileDescriptorProto {
  return create(FileDescriptorProtoSchema, { syntax: "proto3", ...init } as FileDescriptorProto);
}

const demoFiles = [file_demo_v1_demo.proto];

test.each(reflectionPackages)("a schema is learned with %s", async (version) => {
  const { registry, services, problems } = await reflect(serverOf({ files: demoFiles, version }));
  expect(services).toEqual(["demo.v1.DemoService"]);
  expect(problems).toEqual([]);
  const methods = registry.getService("demo.v1.DemoService")?.methods.map(({ name }) => name);
  expect(methods).toEqual(file_demo_v1_demo.services[0]?.methods.map(({ name }) => name));
});

test("reflection works with gRPC-Web, and as JSON", async () => {
  const fetch = serverOf({ files: demoFiles });
  for (const transport of [
    createGrpcWebTransport({ baseUrl: "http://shop.test", fetch }),
    createConnectTransport({ baseUrl: "http://shop.test", fetch, codec: protoJson() }),
  ]) {
    expect((await reflectServices({ transport })).services).toEqual(["demo.v1.DemoService"]);
  }
});

test("imports that the server did not send are asked for by name, but not those of protobuf itself", async () => {
  const asked: Question[] = [];
  const onQuestion = (question: Question) => asked.push(question);
  const { registry } = await reflect(serverOf({ files: shopFiles(), imports: "none", onQuestion }));
  expect(asked.map(({ value }) => value)).toEqual([
    "*",
    "shop.v1.ShopService",
    "shop/v1/hat.proto",
    "shop/v1/lost.proto",
    "shop/v1/color.proto",
  ]);
  expect(registry.getEnum("shop.v1.Color")?.values).toHaveLength(2);
});

test("what nobody describes is left out and named, and the rest works", async () => {
  const { registry, services, problems } = await reflect(serverOf({ files: shopFiles() }));
  expect(services).toEqual(["shop.v1.ShopService"]);
  expect(registry.getService("shop.v1.ShopService")?.methods.map(({ name }) => name)).toEqual(["FindHat"]);
  const found = registry.getMessage("shop.v1.FindHatResponse");
  expect(found?.fields.map(({ name }) => name)).toEqual(["hat", "found_at"]);
  expect(problems).toEqual([
    "The server does not have shop/v1/lost.proto, which other files import: shop/v1/lost.proto is unknown here",
    "shop.v1.FindHatResponse.review is left out: nobody describes shop.v1.Review",
    "shop.v1.ShopService/ReadReview is left out: nobody describes shop.v1.Review",
  ]);
});

test("fields have names in JSON although the server leaves those out", async () => {
  const { registry } = await reflect(serverOf({ files: shopFiles() }));
  const schema = registry.getMessage("shop.v1.FindHatRequest");
  expect(schema && toJson(schema, fromJson(schema, { hatName: "bowler" }))).toEqual({ hatName: "bowler" });
});

test.each([
  ["answers so", undefined],
  [
    "breaks off the call",
    (name: string) => {
      throw new ConnectError(Code.NotFound, `${name} is unknown here`);
    },
  ],
])("a service that the server lists but does not describe is named, if it %s", async (_, refuse) => {
  const listed = ["acme.v1.Ghost"];
  const { services, problems } = await reflect(serverOf({ files: demoFiles, listed, ...(refuse && { refuse }) }));
  expect(services).toEqual(["demo.v1.DemoService"]);
  expect(problems).toEqual(["The server lists acme.v1.Ghost but does not describe it: acme.v1.Ghost is unknown here"]);
});

test("a map whose values nobody describes is left out with its entry", async () => {
  const [shop] = shopFiles();
  const request = shop?.messageType[0];
  const label = 3;
  request?.field.push(
    ...fileOf({
      messageType: [
        { field: [{ name: "by_name", number: 9, type: 11, label, typeName: ".shop.v1.FindHatRequest.ByNameEntry" }] },
      ] as never,
    }).messageType.flatMap(({ field }) => field),
  );
  request?.nestedType.push(
    ...fileOf({
      messageType: [
        {
          name: "ByNameEntry",
          options: { mapEntry: true },
          field: [
            { name: "key", number: 1, type: 9, label: 1 },
            { name: "value", number: 2, type: 11, label: 1, typeName: ".shop.v1.Review" },
          ],
        },
      ] as never,
    }).messageType,
  );
  const { registry, problems } = await reflect(
    serverOf({ files: [shop as FileDescriptorProto, ...shopFiles().slice(1)] }),
  );
  expect(registry.getMessage("shop.v1.FindHatRequest")?.fields.map(({ name }) => name)).toEqual(["hat_name"]);
  expect(problems).toContain(
    "shop.v1.FindHatRequest.by_name is left out: nobody describes shop.v1.FindHatRequest.ByNameEntry",
  );
});

test("a broken file is left out, and so is what depends on it alone", async () => {
  const broken = fileOf({
    name: "shop/v1/lost.proto",
    package: "shop.v1",
    syntax: "proto9",
    messageType: [{ name: "Review" }] as never,
  });
  const { services, problems } = await reflect(serverOf({ files: [...shopFiles(), broken] }));
  expect(services).toEqual(["shop.v1.ShopService"]);
  expect(problems.join("\n")).toMatch(/^shop\/v1\/lost\.proto is left out: .*proto9/);
});

test("broken files are left out one by one, up to a limit", async () => {
  const broken = Array.from({ length: 50 }, (_, i) => {
    const first = { name: "a", number: 1, type: 14, label: 1, typeName: `.broken${i}.M` };
    return fileOf({
      name: `broken${i}.proto`,
      package: `broken${i}`,
      messageType: [{ name: "M", field: [first] }] as never, // a message where an enum should be
      service: [{ name: "S" }] as never,
    });
  });
  const { services, problems } = await reflect(serverOf({ files: [...demoFiles, ...broken] }));
  expect(services).toEqual(["demo.v1.DemoService"]);
  expect(problems.at(-1)).toBe("29 more files are left out, because too many are broken");
});

test("a file with a name that is code is refused", async () => {
  const evil = fileOf({
    name: "evil.proto",
    package: "evil",
    messageType: [{ name: 'a"; run(); "' }] as never,
    service: [{ name: "Evil" }] as never,
  });
  const { services, problems } = await reflect(serverOf({ files: [...demoFiles, evil] }));
  expect(services).toEqual(["demo.v1.DemoService"]);
  expect(problems).toEqual([expect.stringMatching(/^A file that the server sent is left out: .*not allowed/)]);
});

test("imports in a circle end", async () => {
  const file = (name: string, other: string) =>
    fileOf({ name: `${name}.proto`, package: name, dependency: [`${other}.proto`], service: [{ name: "S" }] as never });
  const { services } = await reflect(serverOf({ files: [file("a", "b"), file("b", "a")], imports: "none" }));
  expect(services).toEqual(["a.S", "b.S"]);
});

test("hundreds of services are learned", async () => {
  const files = Array.from({ length: 450 }, (_, i) =>
    fileOf({ name: `s${i}.proto`, package: `s${i}`, service: [{ name: "S" }] as never }),
  );
  const { services, problems } = await reflect(serverOf({ files }));
  expect(services).toHaveLength(450);
  expect(problems).toEqual([]);
});

test("the headers of the page's requests are sent along", async () => {
  const seen = new Set<string | null>();
  const fetch = serverOf({ files: demoFiles });
  await reflect(
    (url, init) => {
      seen.add(new Headers(init.headers).get("tenant"));
      return fetch(url, init);
    },
    { headers: { tenant: "sheep" } },
  );
  expect([...seen]).toEqual(["sheep"]);
});

test("a server without reflection: the error says so, and offers a descriptor set", async () => {
  await expect(reflect(createFetchHandler({ services: [] }))).rejects.toMatchObject({
    code: Code.Unimplemented,
    rawMessage: expect.stringMatching(
      /^The server has no reflection, neither grpc\.reflection\.v1 nor v1alpha: .*descriptor set/,
    ),
  });
});

test("a server that wants credentials: the error names the headers", async () => {
  const refuse = () =>
    Promise.resolve(Response.json({ code: "unauthenticated", message: "no token" }, { status: 401 }));
  await expect(reflect(refuse)).rejects.toMatchObject({
    code: Code.Unauthenticated,
    rawMessage: expect.stringMatching(/no token.*add the header/),
  });
});

test("a server that describes nothing at all: the error names what it said", async () => {
  await expect(reflect(serverOf({ files: [], listed: ["acme.v1.Ghost"] }))).rejects.toMatchObject({
    code: Code.NotFound,
    rawMessage: expect.stringContaining("acme.v1.Ghost is unknown here"),
  });
});

test("a server that never answers is given up", async () => {
  vi.useFakeTimers();
  try {
    const silent: FetchLike = (_, { signal }) =>
      new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    const outcome = expect(reflect(silent)).rejects.toMatchObject({
      code: Code.DeadlineExceeded,
      rawMessage: "the server did not end its answer within 30000 ms",
    });
    await vi.advanceTimersByTimeAsync(30_000);
    await outcome;
  } finally {
    vi.useRealTimers();
  }
});

test("a reflection can be canceled", async () => {
  const controller = new AbortController();
  const fetch: FetchLike = (_, { signal }) =>
    new Promise((_, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
      controller.abort();
    });
  await expect(reflect(fetch, { signal: controller.signal })).rejects.toMatchObject({ code: Code.Canceled });
});
