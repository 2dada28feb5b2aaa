/** Options for a call that changes something. */
import type { MutationFunctionContext, MutationObserverOptions, QueryKey } from "@tanstack/query-core";
import type { ConnectError } from "../core/connect-error.ts";
import { callOnce } from "./call-once.ts";
import { mutationOrigin } from "./call-origin.ts";
import { expectMethod } from "./expect-method.ts";
import { expectFunction } from "./expect-option.ts";
import { expectInvalidations, type Invalidation, invalidatedKey } from "./invalidation.ts";
import type { MutationMethod, OutputOf, VariablesOf } from "./method-types.ts";
import type { OptimisticUpdate } from "./optimistic-update.ts";
import { PendingMutation } from "./pending-mutation.ts";
import { filterKeyOf } from "./query-key.ts";
import type { RpcBinding } from "./rpc-binding.ts";
import { mergeCallOptions, type RpcCallOptions } from "./rpc-call.ts";

/**
 * What the callbacks of `mutate()` receive from `onMutate`. Callbacks in the options receive what your `onMutate`
 * returned.
 */
export interface RpcMutateResult<R> {
  /** The return value of your `onMutate`. */
  result: R | undefined;
}

type Passed<M extends MutationMethod, R> = Omit<
  MutationObserverOptions<OutputOf<M>, ConnectError, VariablesOf<M>, R>,
  "mutationFn" | "mutationKey"
>;

/** Options for a mutation: TanStack's and those of the call. */
export interface RpcMutationOptions<M extends MutationMethod, R = unknown> extends Passed<M, R> {
  /** Options of the call: headers, timeout, context values. */
  call?: RpcCallOptions;
  /**
   * What is stale once the mutation has succeeded. Active queries are refetched, and the mutation stays pending until
   * that is done, so that a form that reports success shows the new state.
   */
  invalidates?: readonly Invalidation[] | ((response: OutputOf<M>, request: VariablesOf<M>) => readonly Invalidation[]);
  /** The expected changes of the mutation, shown before the server responds and reverted if it fails. */
  optimistic?: (request: VariablesOf<M>) => readonly OptimisticUpdate[];
}

/** A plain object for `useMutation`, in any adapter. */
export type RpcMutationObject<M extends MutationMethod, R = unknown> = Passed<M, RpcMutateResult<R>> & {
  mutationKey: QueryKey;
  mutationFn: (request: VariablesOf<M>) => Promise<OutputOf<M>>;
};

/**
 * Pending mutations, by the return value of `onMutate`, or until there is one, by the context that all functions of a
 * mutation receive. Not stored in that value, because TanStack persists it, and a mutation restored from storage has
 * nothing pending here.
 */
const pendingMutations = new WeakMap<object, PendingMutation>();

export function mutationOptions<M extends MutationMethod, R = unknown>(
  { transport, transportKey, call }: RpcBinding,
  method: M,
  options: RpcMutationOptions<M, R> = {},
): RpcMutationObject<M, R> {
  expectMethod(method, "mutationOptions");
  const { call: ownCall, invalidates, optimistic, onMutate, onSuccess, onError, onSettled, ...passed } = options;
  if (typeof invalidates !== "function") {
    expectInvalidations(invalidates);
  }
  expectFunction("optimistic", optimistic);
  const callOptions = mergeCallOptions(call, ownCall);
  const pendingOf = (request: VariablesOf<M>, mutate: object | undefined, context: MutationFunctionContext) =>
    pendingMutations.get(mutate ?? context) ?? new PendingMutation(context.client, optimistic?.(request));
  const object: Required<Pick<Passed<M, RpcMutateResult<R>>, "onMutate" | "onSuccess" | "onError" | "onSettled">> = {
    async onMutate(request, context) {
      const pending = new PendingMutation(context.client);
      pendingMutations.set(context, pending);
      try {
        pending.apply(optimistic?.(request) ?? []);
        const mutate = { result: await onMutate?.(request, context) };
        pendingMutations.set(mutate, pending);
        pending.watch(mutate);
        return mutate;
      } catch (error) {
        void pending.settle();
        throw error;
      }
    },
    async onSuccess(response, request, mutate, context) {
      const pending = pendingOf(request, mutate, context);
      pending.accept();
      try {
        await onSuccess?.(response, request, mutate?.result as R, context);
      } finally {
        const invalid = typeof invalidates === "function" ? invalidates(response, request) : invalidates;
        expectInvalidations(invalid);
        await pending.settle((invalid ?? []).map((one) => invalidatedKey(transportKey, one)));
      }
    },
    async onError(error, request, mutate, context) {
      const pending = pendingOf(request, mutate, context);
      void pending.settle(); // known before anything is fetched
      await onError?.(error, request, mutate?.result, context);
    },
    async onSettled(response, error, request, mutate, context) {
      await onSettled?.(response, error, request, mutate?.result, context);
    },
  };
  const mutationKey = filterKeyOf(transportKey, { method });
  const origin = mutationOrigin(mutationKey);
  return {
    ...passed,
    ...object,
    mutationKey,
    async mutationFn(request: VariablesOf<M>, context?: MutationFunctionContext) {
      const pending = context && pendingMutations.get(context);
      try {
        const response = await callOnce(transport, method, request, { ...callOptions, origin });
        pending?.accept(); // the cache's callbacks run before those below, and may be slow
        return response;
      } catch (error) {
        pending?.refuse();
        throw error;
      }
    },
  } as RpcMutationObject<M, R>;
}
