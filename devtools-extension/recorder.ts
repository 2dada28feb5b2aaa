/** Put into a page before its first script, by "Reload and record": transports of the presets find the hook and attach. */
import { devtools } from "farcall/devtools";

devtools();
