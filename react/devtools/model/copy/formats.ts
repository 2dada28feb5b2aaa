/** All the forms that a call can be copied in. */
import { bufCurlCommand } from "./buf-curl.ts";
import { curlCommand } from "./curl.ts";
import { fetchCall } from "./fetch-call.ts";
import { grpcurlCommand } from "./grpcurl.ts";
import type { CopySource } from "./source.ts";
import { testFixture, typescriptCall } from "./typescript.ts";

export interface CopyFormat {
  readonly label: string;
  /** @throws when there is too little to make it of, with a sentence that says what is missing */
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
