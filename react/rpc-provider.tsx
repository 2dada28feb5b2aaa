/** Provides the hooks with the RPC options factory to use. */
import type { RpcQuery } from "farcall/query";
import { createContext, type ReactNode, useContext, useEffect, useRef } from "react";

const RpcContext = createContext<RpcQuery | undefined>(undefined);

export interface RpcProviderProps {
  /**
   * The result of `createRpcQuery({ transport })`, created once, outside any component. Each new one has different keys:
   * created during rendering, it finds nothing in the cache. In development, a warning says so.
   */
  rpc: RpcQuery;
  children?: ReactNode;
}

/**
 * Provides the hooks inside it with a transport and defaults. Goes inside TanStack's `QueryClientProvider`. The innermost
 * provider wins, so that part of a page can call another server.
 *
 * @example
 * <QueryClientProvider client={queryClient}>
 *   <RpcProvider rpc={rpc}>
 *     <App />
 *   </RpcProvider>
 * </QueryClientProvider>
 */
export function RpcProvider({ rpc, children }: RpcProviderProps): ReactNode {
  useWarning(rpc);
  return <RpcContext.Provider value={rpc}>{children}</RpcContext.Provider>;
}

let isWarned = false;

/** Warns if the keys change on every render. Changing them occasionally, as when another user signs in, is fine. */
function useWarning({ transportKey }: RpcQuery): void {
  const last = useRef({ transportKey, changes: 0 });
  useEffect(() => {
    if (process.env.NODE_ENV !== "production") {
      const changes = transportKey === last.current.transportKey ? 0 : last.current.changes + 1;
      last.current = { transportKey, changes };
      if (changes >= 3 && !isWarned) {
        isWarned = true;
        console.warn(
          "farcall: RpcProvider gets a new rpc on every render, and with it an empty cache. Create the transport and " +
            "call createRpcQuery once, outside components.",
        );
      }
    }
  });
}

/** Returns the `rpc` of the nearest provider; throws if there is none. */
export function useRpc(): RpcQuery {
  const rpc = useContext(RpcContext);
  if (!rpc) {
    throw new Error(
      "no RpcProvider above this component: wrap the application in <RpcProvider rpc={createRpcQuery({ transport })}>",
    );
  }
  return rpc;
}
