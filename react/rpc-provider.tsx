/** Tells the hooks below which RPC options factory to use. */
import type { RpcQuery } from "farcall/query";
import { createContext, type ReactNode, useContext } from "react";

const RpcContext = createContext<RpcQuery | undefined>(undefined);

export interface RpcProviderProps {
  /** Made once, outside of any component: `createRpcQuery({ transport })`. */
  rpc: RpcQuery;
  children?: ReactNode;
}

/**
 * Gives the hooks inside what they call through. Stands inside of TanStack's `QueryClientProvider`; the innermost wins,
 * so that a part of a page can call another server.
 *
 * @example
 * <QueryClientProvider client={queryClient}>
 *   <RpcProvider rpc={rpc}>
 *     <App />
 *   </RpcProvider>
 * </QueryClientProvider>
 */
export function RpcProvider({ rpc, children }: RpcProviderProps): ReactNode {
  return <RpcContext value={rpc}>{children}</RpcContext>;
}

/** What the provider above gives; throws if there is none. */
export function useRpc(): RpcQuery {
  const rpc = useContext(RpcContext);
  if (!rpc) {
    throw new Error(
      "no RpcProvider above this component: wrap the application in <RpcProvider rpc={createRpcQuery({ transport })}>",
    );
  }
  return rpc;
}
