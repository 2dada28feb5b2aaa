/** Starts the page. */
import { isConnectError } from "farcall";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { holdDemoCalls } from "./model/demo-fetch.ts";
import { startDemoWorker } from "./model/demo-worker.ts";
import { Root } from "./page/root.tsx";
import "./styles/playground.css";
import "./styles/page.css";

if (import.meta.env.PROD) {
  const isStarted = startDemoWorker();
  isStarted.catch((error) => console.error(error)); // other servers can still be called
  holdDemoCalls(isStarted);
}

const root = document.getElementById("root");
if (root) {
  createRoot(root, {
    // Error boundaries show the failures of calls. The console is for bugs in the page.
    onCaughtError(error, { componentStack }) {
      if (!isConnectError(error)) {
        console.error(error, componentStack);
      }
    },
  }).render(
    <StrictMode>
      <Root />
    </StrictMode>,
  );
}
