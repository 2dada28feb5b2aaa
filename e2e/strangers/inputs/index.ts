/** Responses and options found in the wild, by topic. */
import { baseUrls, baseUrlsWithoutPage } from "./base-urls.ts";
import { binaryHeaders } from "./binary-headers.ts";
import { corsHints } from "./cors-hints.ts";
import { cutStreams } from "./cut-streams.ts";
import { grpcWebOutcomes } from "./grpc-web-outcomes.ts";
import { handedFunctions } from "./handed-functions.ts";
import { handedHeaders } from "./handed-headers.ts";
import { oddText } from "./odd-text.ts";
import { openConnections } from "./open-connections.ts";
import { proxyWords } from "./proxy-words.ts";
import { quietStreams } from "./quiet-streams.ts";
import { redirects } from "./redirects.ts";
import { withoutReason } from "./without-reason.ts";

/** For any environment. */
export const everywhere = {
  baseUrls,
  binaryHeaders,
  cutStreams,
  grpcWebOutcomes,
  handedFunctions,
  handedHeaders,
  oddText,
  openConnections,
  proxyWords,
  quietStreams,
  redirects,
  withoutReason,
};

export const inputs = { ...everywhere, baseUrlsWithoutPage, corsHints };

/** Those that depend only on the response of fetch. */
export const ofAnswers = ["binaryHeaders", "cutStreams", "grpcWebOutcomes", "oddText"] as const;

/** Those that apply to synchronous calls as well. */
export const alsoSynchronous = ["grpcWebOutcomes", "oddText", "proxyWords"] as const;
