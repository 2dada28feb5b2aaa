/** Stands in for `@bufbuild/protobuf/reflect`. */
import * as reflection from "@bufbuild/protobuf/reflect";
import { handingOut } from "./handing-out.ts";

export * from "@bufbuild/protobuf/reflect";
export const buildPath = /*@__PURE__*/ handingOut(reflection.buildPath);
export const nestedTypes = /*@__PURE__*/ handingOut(reflection.nestedTypes);
export const parentTypes = /*@__PURE__*/ handingOut(reflection.parentTypes);
export const parsePath = /*@__PURE__*/ handingOut(reflection.parsePath);
export const qualifiedName = /*@__PURE__*/ handingOut(reflection.qualifiedName);
export const reflect = /*@__PURE__*/ handingOut(reflection.reflect);
export const usedTypes = /*@__PURE__*/ handingOut(reflection.usedTypes);
