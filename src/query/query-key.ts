/** The keys under which calls are cached, and the filters that find them. */
import type { DescMethod, DescService, MessageInitShape } from "@bufbuild/protobuf";
import type { QueryKey } from "@tanstack/query-core";
import { type CanonicalInputOptions, canonicalInput } from "./canonical-input.ts";
import { defined } from "./defined.ts";
import type { RpcKeyOptions } from "./rpc-call.ts";
import { isSkipToken } from "./skip-token.ts";

/** Which way a call is cached: the same method and input as a query, as pages, or as a stream are three entries. */
export type RpcKeyKind = "query" | "infinite" | "stream";

/** The last element of a key. */
export interface RpcKeyDetail {
  readonly kind?: RpcKeyKind;
  /** The request as canonical JSON; "~skipped" while there is none. */
  readonly input?: unknown;
  readonly scope?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a stream: how its messages are gathered. */
  readonly mode?: string;
  /** Of a query with pages: the field of the request that says which. */
  readonly page?: string;
}

/** Transport, service, method and detail, so that a shorter key finds all that begin with it. */
export type RpcQueryKey = readonly ["farcall", string, string, string, RpcKeyDetail];

/** What a filter says of a request; of a bidirectional method, of each of its requests. */
type FilterInput<M extends DescMethod> = M["methodKind"] extends "bidi_streaming"
  ? readonly MessageInitShape<M["input"]>[]
  : MessageInitShape<M["input"]>;

/** What a key is to find: all calls, those of a service, or those of a method that match everything that is named. */
export type RpcKeyFilter<M extends DescMethod = DescMethod> =
  | { service?: DescService; method?: undefined; kind?: undefined; input?: undefined; scope?: undefined }
  | {
      method: M;
      kind?: RpcKeyKind;
      /**
       * Some fields of the request. A field that is named matches also if it has its default: `{ page: 0n }`. A message,
       * here or inside, names what it has set, and so no field without presence that has its default.
       */
      input?: FilterInput<M>;
      /** The `scope` of the calls, or some properties of it. */
      scope?: unknown;
    };

/** The key of one call. */
export function queryKeyOf(
  transportKey: string,
  kind: RpcKeyKind,
  method: DescMethod,
  input: unknown,
  { scope, keyHeaders = [], call = {} }: RpcKeyOptions,
  more: Pick<RpcKeyDetail, "mode" | "page"> = {},
): RpcQueryKey {
  const headers = keyHeaders.length > 0 ? pick(new Headers(call.headers), keyHeaders) : undefined;
  return [
    "farcall",
    transportKey,
    method.parent.typeName,
    method.name,
    // One that is skipped is not the empty request, whose answer it would show and whose query function it would take.
    {
      kind,
      input: isSkipToken(input) ? "~skipped" : canonical(method, input),
      ...defined({ scope, headers, ...more }),
    },
  ];
}

/** A key that finds calls: all of a transport, of a service, of a method, or those whose request has some fields. */
export function filterKeyOf(transportKey: string, filter: RpcKeyFilter): QueryKey {
  const root = ["farcall", transportKey];
  if (!filter.method) {
    return filter.service ? [...root, filter.service.typeName] : root;
  }
  const { method, kind, input, scope } = filter;
  const detail = defined({ kind, input: input && canonical(method, input, { isPartial: true }), scope });
  const key = [...root, method.parent.typeName, method.name];
  return Object.keys(detail).length > 0 ? [...key, detail] : key;
}

/** A bidirectional method has a list of requests; its length tells it from all lists that it begins. */
function canonical(method: DescMethod, input: unknown, options?: CanonicalInputOptions): unknown {
  return Array.isArray(input)
    ? [input.length, ...input.map((one) => canonicalInput(method.input, one, options))]
    : canonicalInput(method.input, input as MessageInitShape<DescMethod["input"]>, options);
}

function pick(headers: Headers, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name.toLowerCase(), headers.get(name) ?? ""]));
}
