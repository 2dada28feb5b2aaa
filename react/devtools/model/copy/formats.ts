/** The formats in which a call can be copied. */
import { bufCurlCommand } from "./buf-curl.ts";
import { curlCommand } from "./curl.ts";
import { fetchCall } from "./fetch-call.ts";
import { grpcurlCommand } from "./grpcurl.ts";
import type { callLabels, copyLabels } from "./labels.ts";
import { reactHook } from "./react-hook.ts";
import type { RecordedSource } from "./recorded-source.ts";
import type { CopySource } from "./source.ts";
import { testFixture } from "./test-fixture.ts";
import { typescriptCall } from "./typescript.ts";

/** Returns the text of a call. @throws if required data is missing, with a message that says which */
export type CopyFormat<Source extends CopySource> = (source: Source) => string;

export const callFormats: Readonly<Record<(typeof callLabels)[number], CopyFormat<CopySource>>> = {
  curl: (source) => curlCommand(readable(source)),
  "curl, binary": (source) => curlCommand({ ...source, codec: "proto" }),
  "buf curl": bufCurlCommand,
  grpcurl: grpcurlCommand,
  fetch: (source) => fetchCall(readable(source)),
  TypeScript: typescriptCall,
  "React hook": reactHook,
};

export const copyFormats: Readonly<Record<(typeof copyLabels)[number], CopyFormat<RecordedSource>>> = {
  ...callFormats,
  "test fixture": testFixture,
};

/** A call with JSON where every server takes it, whatever it was sent with. */
function readable(source: CopySource): CopySource {
  return source.protocol === "connect" ? { ...source, codec: "json" } : source;
}
