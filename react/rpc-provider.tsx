/** Tells the hooks below which RPC options factory to use. */
import type { RpcQuery } from "farcall/query";
import { createContext, type ReactNode, useContext, useEffect, useRef } from "react";

const RpcContext = createContext<RpcQuery | undefined>(undefined);

export interface RpcProviderProps {
  /**
   * Made once, outside of any component: `createRpcQuery({ transport })`. One that is made anew has keys of its own: all
   * that is cached is lost with each drawing. In development a warning says so.
   */
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
  useWarning(rpc);
  return <RpcContext.Provider value={rpc}>{children}</RpcContext.Provider>;
}

let isWarned = false;

/** Warns of keys that are others each time; to change them now and then, when another user signs in, is in order. */
function useWarning({ transportKey }: RpcQuery): void {
  const last = useRef({ transportKey, changes: 0 });
  useEffect(() => {
    if (process.env.NODE_ENV !== "production") {
      const changes = transportKey === last.current.transportKey ? 0 : last.current.changes + 1;
      last.current = { transportKey, changes };
      if (changes >= 3 && !isWarned) {
        isWarned = true;
        console.warn(
          "farcall: RpcProvider is given another rpc each time that it is drawn, and with it an empty cache. Make the " +
            "transport and createRpcQuery once, outside of components.",
        );
      }
    }
  });
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
