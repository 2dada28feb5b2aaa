/** An interceptor for every kind of synchronous call, which logs what passes. */
import type {
  BidiStreamInterceptorSync,
  ClientStreamInterceptorSync,
  MetadataInterceptorSync,
  ServerStreamInterceptorSync,
  UnaryInterceptorSync,
} from "farcall/sync";

type EveryKind = UnaryInterceptorSync &
  ServerStreamInterceptorSync &
  ClientStreamInterceptorSync &
  BidiStreamInterceptorSync &
  MetadataInterceptorSync<string>;

export function callLog(): { entries: string[]; interceptor: EveryKind } {
  const entries: string[] = [];
  function* counted<T>(what: string, messages: Iterable<T>): Generator<T> {
    let count = 0;
    try {
      for (const message of messages) {
        count++;
        yield message;
      }
    } finally {
      entries.push(`${count} ${what}`);
    }
  }
  const interceptor: EveryKind = {
    onStartSync(ctx) {
      entries.push(`start ${ctx.method.name}`);
      ctx.requestHeaders.set("x-started", "yes");
      return "token";
    },
    onEndSync: (token, _ctx, error) => void entries.push(`end ${token} ${error?.code ?? "well"}`),
    interceptUnarySync(next, request, ctx) {
      const response = next(request, ctx);
      entries.push(`unary, ${ctx.responseHeaders.has("content-type") ? "with" : "without"} headers`);
      return response;
    },
    interceptServerStreamSync: (next, request, ctx) => counted("responses", next(request, ctx)),
    interceptClientStreamSync: (next, requests, ctx) => next(counted("requests", requests), ctx),
    interceptBidiStreamSync: (next, requests, ctx) => counted("responses", next(counted("requests", requests), ctx)),
  };
  return { entries, interceptor };
}
