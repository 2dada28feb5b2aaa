/** What a transport does for those who develop with it, and can do without where every byte counts. */
import { checkInterceptors } from "../core/interceptor-check.ts";
import { checkTransportOptions } from "./check-options.ts";
import { refuseRelativeUrl } from "./explain-base-url.ts";
import { explainFailure } from "./explain-failure.ts";

export const diagnostics = {
  checkInterceptors,
  checkOptions: checkTransportOptions,
  explainFailure,
  refuseRelativeUrl,
};

export type Diagnostics = typeof diagnostics;
