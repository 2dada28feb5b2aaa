/** The transports of the playground page. */
import { devtools } from "farcall/devtools";
import { demoFetch } from "./demo-fetch.ts";
import { createTransportMaker } from "./settings-transport.ts";

/** The recorder is created with the page, so that the transports of its examples find it as well. */
export const makePageTransport = createTransportMaker({ fetch: demoFetch, interceptors: [devtools()] });
