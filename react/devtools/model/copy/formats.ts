/** The formats in which a call can be copied. */
import { bufCurlCommand } from "./buf-curl.ts";
import { curlCommand } from "./curl.ts";
import { fetchCall } from "./fetch-call.ts";
import { grpcurlCommand } from "./grpcurl.ts";
import { reactHook } from "./react-hook.ts";
import type { RecordedSource } from "./recorded-source.ts";
import type { CopySource } from "./source.ts";
import { testFixture } from "./test-fixture.ts";
import { typescriptCall } from "./typescript.ts";

export interface CopyFormat<Source extends CopySource> {
  readonly label: string;
  /** @throws if required data is missing, with a message that says which */
  readonly make: (source: Source) => string;
}

/** Those of any call, sent or not. */
export const callFormats: readonly CopyFormat<CopySource>[] = [
  { label: "curl", make: (source) => curlCommand(readable(source)) },
  { label: "curl, binary", make: (source) => curlCommand({ ...source, codec: "proto" }) },
  { label: "buf curl", make: bufCurlCommand },
  { label: "grpcurl", make: grpcurlCommand },
  { label: "fetch", make: (source) => fetchCall(readable(source)) },
  { label: "TypeScript", make: typescriptCall },
  { label: "React hook", make: reactHook },
];

/** Those of a recorded call, which has responses. */
export const copyFormats: readonly CopyFormat<RecordedSource>[] = [
  ...callFormats,
  { label: "test fixture", make: testFixture },
];

/** A call with JSON where every server takes it, whatever it was sent with. */
function readable(source: CopySource): CopySource {
  return source.protocol === "connect" ? { ...source, codec: "json" } : source;
}
