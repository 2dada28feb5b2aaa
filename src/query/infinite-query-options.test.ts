import { create, createFileRegistry, type DescMethodUnary, type DescService } from "@bufbuild/protobuf";
import {
  FileDescriptorProtoSchema,
  file_google_protobuf_struct,
  type ListValue,
  type ListValueSchema,
  type Value,
  type ValueSchema,
} from "@bufbuild/protobuf/wkt";
import { InfiniteQueryObserver, QueryClient } from "@tanstack/query-core";
import { describe, expect, expectTypeOf, it, onTestFinished } from "vitest";
import { createInMemoryTransport } from "../server/in-memory-transport.ts";
import { service } from "../server/service.ts";
import { createRpcQuery } from "./rpc-query.ts";

/** A method whose request is a oneof: lists letters, forward from one of them ("c"), or backward from a number (3). */
interface LettersService extends DescService {
  method: { list: DescMethodUnary<typeof ValueSchema, typeof ListValueSchema> };
}

const LettersService = createFileRegistry(
  create(FileDescriptorProtoSchema, {
    name: "letters.proto",
    package: "letters",
    syntax: "proto3",
    dependency: ["google/protobuf/struct.proto"],
    service: [
      {
        name: "LettersService",
        method: [{ name: "List", inputType: ".google.protobuf.Value", outputType: ".google.protobuf.ListValue" }],
      },
    ],
  }),
  () => file_google_protobuf_struct.proto,
).getService("letters.LettersService") as LettersService;
const { list } = LettersService.method;

const letters = [..."abcdefgh"];
const text = (value: string) => ({ kind: { case: "stringValue" as const, value } });
const textOf = ({ kind }: Value | undefined = {} as Value) => (kind?.case === "stringValue" ? kind.value : "");

function open() {
  const asked: Value["kind"][] = [];
  const transport = createInMemoryTransport({
    services: [
      service(LettersService, {
        list({ kind }) {
          asked.push(kind);
          const end = kind.case === "numberValue" ? kind.value : letters.length;
          const start = kind.case === "stringValue" ? letters.indexOf(kind.value) : Math.max(0, end - 2);
          return { values: letters.slice(start, start + 2).map(text) };
        },
      }),
    ],
  });
  const client = new QueryClient();
  onTestFinished(() => {
    client.clear();
    transport.close();
  });
  return { rpc: createRpcQuery({ transport }), client, asked };
}

const paging = {
  pageParam: "kind",
  getNextPageParam: ({ values }: ListValue): Value["kind"] | undefined => {
    const next = letters[letters.indexOf(textOf(values.at(-1))) + 1];
    return next === undefined ? undefined : { case: "stringValue", value: next };
  },
  getPreviousPageParam: ({ values }: ListValue): Value["kind"] | undefined => {
    const value = letters.indexOf(textOf(values[0]));
    return value > 0 ? { case: "numberValue", value } : undefined;
  },
} as const;

describe("a query with pages selected by a oneof", () => {
  it("is fetched in both directions, from the page that the input names", async () => {
    const { rpc, client, asked } = open();
    const options = rpc.infiniteQueryOptions(list, { kind: { case: "stringValue", value: "d" } }, paging);
    expectTypeOf(options.initialPageParam).toEqualTypeOf<Value["kind"]>();
    const observer = new InfiniteQueryObserver(client, { ...options, ...paging });
    onTestFinished(observer.subscribe(() => {}));
    const pages = () => observer.getCurrentResult().data?.pages.map(({ values }) => values.map(textOf).join(""));
    await expect.poll(pages).toEqual(["de"]);
    await observer.fetchNextPage();
    await observer.fetchPreviousPage();
    expect(pages()).toEqual(["bc", "de", "fg"]);
    expect(asked).toEqual([
      { case: "stringValue", value: "d" },
      { case: "stringValue", value: "f" },
      { case: "numberValue", value: 3 },
    ]);
  });

  it("starts without a selection, or at initialPageParam, which are different lists", async () => {
    const { rpc, client, asked } = open();
    const first = rpc.infiniteQueryOptions(list, {}, paging);
    const later = rpc.infiniteQueryOptions(
      list,
      {},
      { ...paging, initialPageParam: { case: "numberValue", value: 4 } },
    );
    expect(first.initialPageParam).toEqual({ case: undefined });
    expect((await client.fetchInfiniteQuery(first)).pages[0]?.values.map(textOf)).toEqual(["g", "h"]);
    expect((await client.fetchInfiniteQuery(later)).pages[0]?.values.map(textOf)).toEqual(["c", "d"]);
    expect(asked).toEqual([{ case: undefined }, { case: "numberValue", value: 4 }]);
    const found = client
      .getQueryCache()
      .findAll({ queryKey: rpc.key({ method: list, input: { kind: { case: "numberValue", value: 4 } } }) });
    expect(found.map(({ queryKey }) => queryKey)).toEqual([later.queryKey]);
  });
});
