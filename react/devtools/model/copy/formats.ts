/** The formats in which a call can be copied. */
import { bufCurlCommand } from "./buf-curl.ts";
import { curlCommand } from "./curl.ts";
import { fetchCall } from "./fetch-call.ts";
import { grpcurlCommand } from "./grpcurl.ts";
import type { CopySource } from "./source.ts";
import { testFixture, typescriptCall } from "./typescript.ts";

export interface CopyFormat {
  readonly label: string;
  /** @throws if required data is missing, with a message that says which */
  readonly make: (source: CopySource) => string;
}

export const copyFormats: readonly CopyFormat[] = [
  { label: "curl", make: curlCommand },
  { label: "buf curl", make: bufCurlCommand },
  { label: "grpcurl", make: grpcurlCommand },
  { label: "fetch", make: fetchCall },
  { label: "TypeScript", make: typescriptCall },
  { label: "test fixture", make: testFixture },
];
