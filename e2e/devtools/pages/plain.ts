/** A page whose code never mentions devtools. */
import { startApp } from "./app.ts";

startApp([]);
