/** Sends a bearer token with every call, and has it refreshed once for all calls that are refused together. */
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
  /** The token that a server has refused as unauthenticated; unset while none was. */
  expired: string | undefined;
}

/**
 * Gives the token, or undefined for none: calls then go without. Asked before the first call and each time that a server
 * refuses the token, once for all calls that wait. May throw; the calls that wait fail with its error.
 *
 * What it calls must not go through the same `bearerAuth`, which would wait for itself: see `skip`.
 */
export type TokenSource = (request: TokenRequest) => string | undefined | Promise<string | undefined>;

export interface BearerAuthOptions {
  /**
   * The origins that the token is for: ["https://api.example.com"]. Calls to others go without it. Default: the origin of
   * the first call; a call to another one then fails with failed_precondition.
   */
  origins?: readonly string[];
  /** True for calls that go without a token: those that sign in, or refresh. */
  skip?: (ctx: RequestContext) => boolean;
}

/**
 * Sends `Authorization: Bearer ...` with calls of every kind. One that fails as unauthenticated is attempted once more
 * with a new token, unless a message has reached its caller. One refresh serves all calls that were refused with the same
 * token; a call whose token was replaced meanwhile needs none. If it fails, so do they, with an error that says so; the
 * next call asks anew. A refresh goes on when a caller leaves, who does not wait for it.
 *
 * A call with an `authorization` header of its own is left as it is. A redirect is not followed, so the token goes nowhere
 * else, unless `fetchOptions.redirect` says otherwise. A cross-origin server has to allow the header `Authorization`.
 *
 * @param token the token itself, which is never refreshed, or what gives one
 *
 * @example
 * bearerAuth(async ({ expired }) => (expired ? await session.refresh() : session.accessToken));
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 */
export function bearerAuth(token: string | TokenSource, { origins, skip }: BearerAuthOptions = {}): CallInterceptor {
  if (typeof token !== "function" && (typeof token !== "string" || !token)) {
    throw invalidOption("bearerAuth(token)", token || undefined, "a token, or a function that gives one");
  }
  const complaint = typeof token === "string" && tokenComplaint(token);
  if (complaint) {
    throw new ConnectError(Code.InvalidArgument, `bearerAuth(token): ${complaint}`);
  }
  const isFor = tokenGuard(origins);
  const store = new TokenStore(async (expired) => (typeof token === "function" ? token({ expired }) : token));
  /** Calls with a header of ours, which may pass by more than once. */
  const ours = new WeakSet<RequestContext>();

  /** Each call gets an error of its own, and is not held up by others. */
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
        throw error; // the next call has the new token
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

/** Whether a call may carry the token. */
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
        `this bearerAuth() sends its token to ${first} alone, where its first call went, and not to ${origin}: ` +
          "name the origins that the token is for in `origins`",
      );
    }
    return true;
  };
}
