/** A page whose code never names devtools. */
import { startApp } from "./app.ts";

startApp([]);
