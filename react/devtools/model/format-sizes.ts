/** Sizes of the same messages in both formats. */
import { formatBytes } from "./format.ts";

export interface FormatSizes {
  readonly messages: number;
  readonly binary: number;
  readonly json: number;
  /** No message is left out: none that cannot be read, and none of a stream that is too long. */
  readonly isWhole: boolean;
}

/** What binary leaves out of JSON, "-62 %"; of very small messages it can be the larger one. */
export function savedShare({ binary, json }: FormatSizes): string {
  const percent = json === 0 ? 0 : Math.round((binary / json - 1) * 100);
  return `${percent > 0 ? "+" : percent < 0 ? "−" : "±"}${Math.abs(percent)} %`;
}

export function sizesSentence(sizes: FormatSizes): string {
  const scope = sizes.isWhole ? "" : `, for the ${sizes.messages} messages that were read`;
  return `${formatBytes(sizes.binary)} binary, ${formatBytes(sizes.json)} as JSON: ${savedShare(sizes)}${scope}`;
}
