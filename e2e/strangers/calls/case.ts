/** A test that can run anywhere, without a test runner: it throws if it fails. */
import type { World } from "./world.ts";

export interface Case {
  /** A sentence about behavior. */
  name: string;
  run: (world: World) => Promise<void>;
  /** Sends custom headers, which a server with the default CORS headers does not allow. */
  sendsHeaders?: boolean;
  /** Needs the scripted server. */
  needsScripts?: boolean;
}
