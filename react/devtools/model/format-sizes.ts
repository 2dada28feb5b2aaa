/** Sizes of messages in both formats. */
import type { Side } from "farcall/devtools";
import { formatBytes } from "./format.ts";

export interface FormatSizes {
  readonly messages: number;
  readonly binary: number;
  readonly json: number;
  /** Whether all messages are included: all could be read, and the stream was not too long. */
  readonly isWhole: boolean;
  /** What the messages of each side would have taken uncompressed, if any of them was compressed. */
  readonly uncompressed?: Partial<Record<Side, number>>;
}

/** Formats how much smaller binary is than JSON, "−62 %". Very small messages can be larger in binary. */
export function savedShare({ binary, json }: FormatSizes): string {
  const percent = json === 0 ? 0 : Math.round((binary / json - 1) * 100);
  return `${percent > 0 ? "+" : percent < 0 ? "−" : "±"}${Math.abs(percent)} %`;
}

export function sizesSentence(sizes: FormatSizes): string {
  const scope = sizes.isWhole ? "" : `, for the ${sizes.messages} messages that were read`;
  return `${formatBytes(sizes.binary)} binary, ${formatBytes(sizes.json)} as JSON: ${savedShare(sizes)}${scope}`;
}
