/** A page that records its calls from the first on. */
import { devtools } from "farcall/devtools";
import { startApp } from "./app.ts";

startApp([devtools()]);
