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

/** What the callbacks of `mutate()` get from `onMutate`; those of the options get just what your own has returned. */
export interface RpcMutateResult<R> {
  /** What your own `onMutate` returned. */
  result: R | undefined;
}

type Passed<M extends MutationMethod, R> = Omit<
  MutationObserverOptions<OutputOf<M>, ConnectError, VariablesOf<M>, R>,
  "mutationFn" | "mutationKey"
>;

/** Options for a mutation: TanStack's own and those of the call. */
export interface RpcMutationOptions<M extends MutationMethod, R = unknown> extends Passed<M, R> {
  /** Options of the call itself: headers, timeout, context values. */
  call?: RpcCallOptions;
  /**
   * What is out of date when the mutation has succeeded. What is in use is fetched again, and the mutation is pending
   * until that is done, so that a form shows the new state when it says that it is saved.
   */
  invalidates?: readonly Invalidation[] | ((response: OutputOf<M>, request: VariablesOf<M>) => readonly Invalidation[]);
  /** What the mutation will have changed, shown before the server has answered and taken back if it refuses. */
  optimistic?: (request: VariablesOf<M>) => readonly OptimisticUpdate[];
}

/** A plain object for `useMutation`, in any adapter. */
export type RpcMutationObject<M extends MutationMethod, R = unknown> = Passed<M, RpcMutateResult<R>> & {
  mutationKey: QueryKey;
  mutationFn: (request: VariablesOf<M>) => Promise<OutputOf<M>>;
};

/**
 * What is under way: by what `onMutate` returned, or before it has, by the context that all functions of a mutation get.
 * Not in there, for TanStack stores it, and a mutation that comes back from storage has nothing under way here.
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
      void pending.settle(); // it can be told before anything is fetched
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
        pending?.accept(); // the callbacks of the cache come before those below, and may take their time
        return response;
      } catch (error) {
        pending?.refuse();
        throw error;
      }
    },
  } as RpcMutationObject<M, R>;
}
