/** A hook for calls that change something. */
import { type UseMutationResult, useMutation as useTanStackMutation } from "@tanstack/react-query";
import type { ConnectError } from "farcall";
import type { MutationMethod, OutputOf, RpcMutateResult, RpcMutationOptions, VariablesOf } from "farcall/query";
import { useRpc } from "./rpc-provider.tsx";
import { withComponent } from "./with-component.ts";

/**
 * Calls a unary or client-streaming method when `mutate` is called.
 *
 * @example
 * const { mutate, isPending, error } = useMutation(TodoService.method.add, { invalidates: [TodoService] });
 */
export function useMutation<M extends MutationMethod, R = unknown>(
  method: M,
  options?: RpcMutationOptions<M, R>,
): UseMutationResult<OutputOf<M>, ConnectError, VariablesOf<M>, RpcMutateResult<R>> {
  return useTanStackMutation(useRpc().mutationOptions(method, withComponent(options, useMutation)));
}
