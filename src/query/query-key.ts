/** The keys of cached calls, and the filters that find them. */
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

/**
 * How a call is cached: the same method and input as a query, as an infinite query, or as a stream are three entries.
 */
export type RpcKeyKind = (typeof kinds)[number];

/** The last element of a key. */
export interface RpcKeyDetail {
  readonly kind?: RpcKeyKind;
  /** The request as canonical JSON; "~skipped" if there is none. */
  readonly input?: unknown;
  readonly scope?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** For streams, how messages are collected. */
  readonly mode?: string;
  /** For infinite queries, the field of the request that selects the page. */
  readonly page?: string;
}

/** Transport, service, method and detail, so that a shorter key matches every key that starts with it. */
export type RpcQueryKey = readonly ["farcall", string, string, string, RpcKeyDetail];

/** The request fields of a filter; for a bidirectional method, those of each of its requests. */
type FilterInput<M extends DescMethod> = M["methodKind"] extends "bidi_streaming"
  ? readonly MessageInitShape<M["input"]>[]
  : MessageInitShape<M["input"]>;

/** What a key matches: all calls, those of a service, or those of a method with all the named values. */
export type RpcKeyFilter<M extends DescMethod = DescMethod> =
  | { service?: DescService; method?: undefined; kind?: undefined; input?: undefined; scope?: undefined }
  | {
      method: M;
      kind?: RpcKeyKind;
      /**
       * Some fields of the request. A named field also matches with its default: `{ page: 0n }`. A message, here or
       * nested, names the fields it has set, so never a field without presence that has its default.
       */
      input?: FilterInput<M>;
      /** The `scope` of the calls, or some properties of it. */
      scope?: unknown;
    };

/** Returns the key of one call. */
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
    // A skipped input differs from the empty request, whose data and query function it would otherwise take.
    {
      kind,
      input: isSkipToken(input) ? "~skipped" : canonical(method, input),
      ...defined({ scope, headers, ...more }),
    },
  ];
}

/**
 * Returns a key that matches calls: all of a transport, of a service, of a method, or those with some request fields.
 */
export function filterKeyOf(transportKey: string, filter: RpcKeyFilter): QueryKey {
  const root = ["farcall", transportKey];
  const { method, kind, input, scope } = filter;
  const service = "service" in filter ? filter.service : undefined;
  expectOption("service", service, service?.kind === "service", "a generated service: HatService");
  expectOption("method", method, method?.kind === "rpc", "a method of a generated service: HatService.method.makeHat");
  expectOption("kind", kind, kinds.includes(kind as RpcKeyKind), '"query", "infinite" or "stream"');
  if (!method) {
    if (kind !== undefined || input !== undefined || scope !== undefined) {
      throw new ConnectError(Code.InvalidArgument, "a key with kind, input or scope also needs a method");
    }
    return service ? [...root, service.typeName] : root;
  }
  const detail = defined({ kind, input: input && canonical(method, input, { isPartial: true }), scope });
  const key = [...root, method.parent.typeName, method.name];
  return Object.keys(detail).length > 0 ? [...key, detail] : key;
}

/**
 * Returns the canonical input. A bidirectional method has a list of requests; its length keeps it from matching longer
 * lists.
 */
function canonical(method: DescMethod, input: unknown, options?: CanonicalInputOptions): unknown {
  return Array.isArray(input)
    ? [input.length, ...input.map((one) => canonicalInput(method.input, one, options))]
    : canonicalInput(method.input, input as MessageInitShape<DescMethod["input"]>, options);
}

/** Never throws: a header that cannot be sent is reported by the call. */
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
