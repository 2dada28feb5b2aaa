/** The history of this page. */
import { History } from "./history.ts";

export const pageHistory = new History();
