/** The calls of a page as files: HAR, which other tools read, and lines of JSON. The devtools' panel opens both. */

export { toHar } from "./har.ts";
export { callOfHarEntry, type HarCallOptions } from "./har-call.ts";
export type { HarEntry, HarField, HarStack, HarText } from "./har-entry.ts";
export { type LoggedBody, type LoggedCall, logCalls } from "./logged-call.ts";
export { toNdjson } from "./ndjson.ts";
