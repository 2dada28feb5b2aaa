/** A recorder as one script, to be put into a page before its own. */
import { devtools } from "farcall/devtools";

devtools();
