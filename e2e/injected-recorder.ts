/** A recorder as a single script, to run in a page before its own. */
import { devtools } from "farcall/devtools";

devtools();
