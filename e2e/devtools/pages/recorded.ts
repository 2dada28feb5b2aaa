/** A page that records its calls, starting with the first. */
import { devtools } from "farcall/devtools";
import { startApp } from "./app.ts";

startApp([devtools()]);
