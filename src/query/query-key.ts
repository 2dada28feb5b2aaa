/** The keys under which calls are cached, and the filters that find them. */
import type { DescMethod, DescService, MessageInitShape } from "@bufbuild/protobuf";
import type { QueryKey } from "@tanstack/query-core";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { type CanonicalInputOptions, canonicalInput } from "./canonical-input.ts";
import { defined } from "./defined.ts";
import { expectOption } from "./expect-option.ts";
import type { RpcKeyOptions } from "./rpc-call.ts";
import { isSkipToken } from "./skip-token.ts";

const kinds = ["query", "infinite", "stream"] as const;

/** Which way a call is cached: the same method and input as a query, as pages, or as a stream are three entries. */
export type RpcKeyKind = (typeof kinds)[number];

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
  const isList = Array.isArray(keyHeaders) && keyHeaders.every((name) => typeof name === "string");
  expectOption("keyHeaders", keyHeaders, isList, "a list of header names");
  const headers = keyHeaders.length > 0 ? pick(call.headers, keyHeaders) : undefined;
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
  const { method, kind, input, scope } = filter;
  const service = "service" in filter ? filter.service : undefined;
  expectOption("service", service, service?.kind === "service", "a generated service: HatService");
  expectOption("method", method, method?.kind === "rpc", "a method of one: HatService.method.makeHat");
  expectOption("kind", kind, kinds.includes(kind as RpcKeyKind), '"query", "infinite" or "stream"');
  if (!method) {
    if (kind !== undefined || input !== undefined || scope !== undefined) {
      throw new ConnectError(Code.InvalidArgument, "a key with kind, input or scope needs a method as well");
    }
    return service ? [...root, service.typeName] : root;
  }
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

/** Never throws: the call says more of a header that cannot be sent. */
function pick(headers: HeadersInit | undefined, names: readonly string[]): Record<string, string> {
  const valueFor = (name: string) => {
    try {
      return new Headers(headers).get(name) ?? "";
    } catch {
      return "~malformed";
    }
  };
  return Object.fromEntries(names.map((name) => [name.toLowerCase(), valueFor(name)]));
}
