/** What a transport does for those who develop with it, and can do without where every byte counts. */
import { checkTransportOptions } from "./check-options.ts";
import { explainFailure } from "./explain-failure.ts";

export const diagnostics = {
  checkOptions: checkTransportOptions,
  explainFailure,
};

export type Diagnostics = typeof diagnostics;
