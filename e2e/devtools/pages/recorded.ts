/** A page that records its calls from the first on. */
import { startApp } from "./app.ts";

startApp([]);
