/** Functions of `@bufbuild/protobuf/wkt` that read descriptors. */
import * as wkt from "@bufbuild/protobuf/wkt";
import { reflecting } from "./desc-of.ts";

export const hasCustomJsonRepresentation = /*@__PURE__*/ reflecting(wkt.hasCustomJsonRepresentation);
export const isWrapperDesc = /*@__PURE__*/ reflecting(
  wkt.isWrapperDesc as (descriptor: object) => boolean,
) as typeof wkt.isWrapperDesc;
