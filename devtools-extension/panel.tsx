/** The panel of DevTools: the one of `farcall/react/devtools`, with a link to the inspected page. */
import { evalLink } from "./eval-link.ts";

const link = evalLink();
const root = document.getElementById("panel");
setInterval(async () => {
  const answer = await link.ask("drain", [0]).catch(String);
  if (root) {
    root.textContent = String(answer).slice(0, 400);
  }
}, 200);
