/** The keys under which calls are cached, and the filters that find them. */
import type { DescMethod, DescService, MessageInitShape } from "@bufbuild/protobuf";
import type { QueryKey } from "@tanstack/query-core";
import { canonicalInput } from "./canonical-input.ts";
import type { RpcKeyOptions } from "./rpc-call.ts";

/** Which way a call is cached: the same method and input as a query, as pages, or as a stream are three entries. */
export type RpcKeyKind = "query" | "infinite" | "stream";

/** The last element of a key. */
export interface RpcKeyDetail {
  readonly kind?: RpcKeyKind;
  /** The request as canonical JSON. */
  readonly input?: unknown;
  readonly scope?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a stream: how its messages are gathered. */
  readonly mode?: string;
}

/** Transport, service, method and detail, so that a shorter key finds all that begin with it. */
export type RpcQueryKey = readonly ["farcall", string, string, string, RpcKeyDetail];

/** What a key is to find: all calls, those of a service, or those of a method that match everything that is named. */
export type RpcKeyFilter<M extends DescMethod = DescMethod> =
  | { service?: DescService; method?: undefined; kind?: undefined; input?: undefined }
  | {
      method: M;
      kind?: RpcKeyKind;
      /** Some fields of the request. A field that is named matches also if it has its default: `{ page: 0n }`. */
      input?: MessageInitShape<M["input"]>;
    };

/** The key of one call. */
export function queryKeyOf(
  transportKey: string,
  kind: RpcKeyKind,
  method: DescMethod,
  input: unknown,
  { scope, keyHeaders = [], call = {} }: RpcKeyOptions,
  mode?: string,
): RpcQueryKey {
  const headers = keyHeaders.length > 0 ? pick(new Headers(call.headers), keyHeaders) : undefined;
  return [
    "farcall",
    transportKey,
    method.parent.typeName,
    method.name,
    { kind, input: canonical(method, input), ...defined({ scope, headers, mode }) },
  ];
}

/** A key that finds calls: all of a transport, of a service, of a method, or those whose request has some fields. */
export function filterKeyOf(transportKey: string, filter: RpcKeyFilter): QueryKey {
  const root = ["farcall", transportKey];
  if (!filter.method) {
    return filter.service ? [...root, filter.service.typeName] : root;
  }
  const { method, kind, input } = filter;
  const detail = defined({ kind, input: input && canonicalInput(method.input, input, { isPartial: true }) });
  const key = [...root, method.parent.typeName, method.name];
  return Object.keys(detail).length > 0 ? [...key, detail] : key;
}

/** A bidirectional method has a list of requests. */
function canonical(method: DescMethod, input: unknown): unknown {
  return Array.isArray(input)
    ? input.map((one) => canonicalInput(method.input, one))
    : canonicalInput(method.input, input as MessageInitShape<DescMethod["input"]>);
}

function pick(headers: Headers, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name.toLowerCase(), headers.get(name) ?? ""]));
}

function defined<T extends object>(object: T): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
}
