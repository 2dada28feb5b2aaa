/** Stands in for `farcall/compiled`: the runtime, and real descriptors for whoever asks. */
import { descOf as descriptorOf } from "./desc-of.ts";
import { handingOut } from "./handing-out.ts";

export * from "../compiled/index.ts";
export const descOf = /*@__PURE__*/ handingOut(descriptorOf) as <T>(type: T) => T;
