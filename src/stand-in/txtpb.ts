/** Stands in for `@bufbuild/protobuf/txtpb`. */
import * as text from "@bufbuild/protobuf/txtpb";
import { reflecting } from "./desc-of.ts";

export const fromText = /*@__PURE__*/ reflecting(text.fromText);
export const mergeFromText = /*@__PURE__*/ reflecting(text.mergeFromText);
export const toText = /*@__PURE__*/ reflecting(text.toText);
