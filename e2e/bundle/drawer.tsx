/** A page with the drawer, whose application has React and protobuf-es anyway. */
import { DevtoolsDrawer } from "farcall/react/devtools";
import { createRoot } from "react-dom/client";

createRoot(document.body).render(<DevtoolsDrawer />);
