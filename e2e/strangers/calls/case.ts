/** A test that can run anywhere: it throws if it fails. */
import type { World } from "./world.ts";

export interface Case {
  /** A sentence about behaviour. */
  name: string;
  run: (world: World) => Promise<void>;
  /** Sends headers of its own, which a server with the stock CORS answers does not allow. */
  sendsHeaders?: boolean;
  /** Calls the server that answers as it is told. */
  needsScripts?: boolean;
}
