/** Runs before a page's first script, through "Reload and record": preset transports find the hook and attach to it. */
import { devtools } from "farcall/devtools";

devtools();
