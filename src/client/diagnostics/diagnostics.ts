/** Checks and explanations that help during development, and that minimal bundles leave out. */
import { checkTransportOptions } from "./check-options.ts";
import { explainFailure } from "./explain-failure.ts";

export const diagnostics = {
  checkOptions: checkTransportOptions,
  explainFailure,
};

export type Diagnostics = typeof diagnostics;
