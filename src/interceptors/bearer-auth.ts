/** Sends a bearer token with every call, and refreshes it once for all calls that were rejected with it. */
import { Code } from "../core/code.ts";
import { ConnectError, copyError } from "../core/connect-error.ts";
import { interceptCall } from "../core/intercept-call.ts";
import type { CallInterceptor } from "../core/interceptor.ts";
import { invalidOption } from "../core/invalid-option.ts";
import { isOnClient, type RequestContext } from "../core/request-context.ts";
import { expectOrigins, originOf } from "./origins.ts";
import { type HeldToken, TokenStore, tokenComplaint } from "./token-store.ts";

const header = "authorization";

export interface TokenRequest {
  /** The token that a server has rejected as unauthenticated; undefined if none was. */
  expired: string | undefined;
}

/**
 * Returns the token, or undefined to send calls without one. Called before the first call, and each time that a server
 * rejects the token, once for all waiting calls. May throw; the waiting calls then fail with its error.
 *
 * It must not call through the same `bearerAuth`, or it would wait for itself: see `skip`.
 */
export type TokenSource = (request: TokenRequest) => string | undefined | Promise<string | undefined>;

export interface BearerAuthOptions {
  /**
   * The origins that receive the token: ["https://api.example.com"]. Calls to others are sent without it. Default: the
   * origin of the first call; a call to another one then fails with failed_precondition.
   */
  origins?: readonly string[];
  /** Returns true for calls that are sent without a token: those that sign in or refresh. */
  skip?: (ctx: RequestContext) => boolean;
}

/**
 * Sends `Authorization: Bearer ...` with calls of every kind. A call that fails with unauthenticated is retried once
 * with a new token, unless a message has reached the caller. One refresh serves all calls that were rejected with the
 * same token; a call whose token has been replaced in the meantime needs none. If the refresh fails, these calls fail
 * with an error that says so, and the next call requests a token again. A canceled call does not stop the refresh, nor
 * wait for it.
 *
 * A call that sets its own `authorization` header is not changed. Redirects are not followed, so the token goes nowhere
 * else, unless `fetchOptions.redirect` says otherwise. A cross-origin server must allow the `Authorization` header.
 *
 * @param token the token itself, which is never refreshed, or a function that returns one
 *
 * @example
 * bearerAuth(async ({ expired }) => (expired ? await session.refresh() : session.accessToken));
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 */
export function bearerAuth(token: string | TokenSource, { origins, skip }: BearerAuthOptions = {}): CallInterceptor {
  if (typeof token !== "function" && (typeof token !== "string" || !token)) {
    throw invalidOption("bearerAuth(token)", token || undefined, "a token, or a function that returns one");
  }
  const complaint = typeof token === "string" && tokenComplaint(token);
  if (complaint) {
    throw new ConnectError(Code.InvalidArgument, `bearerAuth(token): ${complaint}`);
  }
  const isFor = tokenGuard(origins);
  const store = new TokenStore(async (expired) => (typeof token === "function" ? token({ expired }) : token));
  /** Calls whose header was set here; an outer retry makes them pass more than once. */
  const ours = new WeakSet<RequestContext>();

  /** Waits for a token until the call ends. Each call gets its own error. */
  const held = async (ctx: RequestContext, wanted: Promise<HeldToken | undefined>): Promise<HeldToken | undefined> => {
    try {
      return await ctx.deadline.race(wanted);
    } catch (error) {
      throw error === ctx.deadline.error ? error : copyError(error as ConnectError);
    }
  };

  const put = (ctx: RequestContext, { value }: HeldToken): void => {
    ours.add(ctx);
    ctx.requestHeaders.set(header, `Bearer ${value}`);
  };

  return interceptCall(async (next, ctx) => {
    const isGiven = ctx.requestHeaders.has(header) && !ours.has(ctx);
    if (!isOnClient(ctx) || isGiven || skip?.(ctx) || !isFor(ctx)) {
      return next();
    }
    const first = await held(ctx, store.current());
    if (!first) {
      return next();
    }
    put(ctx, first);
    try {
      return await next();
    } catch (error) {
      if ((error as ConnectError).code !== Code.Unauthenticated || typeof token === "string") {
        throw error;
      }
      const renewed = store.renew(first);
      if (!next.isRepeatable) {
        throw error; // the next call will use the new token
      }
      const second = await held(ctx, renewed);
      if (!second || second.value === first.value) {
        throw error;
      }
      put(ctx, second);
    }
    await next();
  });
}

/** Returns a function that tells whether a call may carry the token. */
function tokenGuard(origins: readonly string[] | undefined): (ctx: RequestContext) => boolean {
  const listed = origins && expectOrigins("origins", origins);
  let first: string | undefined;
  return (ctx) => {
    const origin = originOf(ctx);
    if (listed || !origin) {
      return listed?.has(origin) ?? false;
    }
    first ??= origin;
    if (origin !== first) {
      throw new ConnectError(
        Code.FailedPrecondition,
        `this bearerAuth() sends its token only to ${first}, the origin of its first call, and not to ${origin}: ` +
          "list all origins that may receive the token in `origins`",
      );
    }
    return true;
  };
}
