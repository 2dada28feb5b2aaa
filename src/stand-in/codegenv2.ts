/** Stands in for `@bufbuild/protobuf/codegenv2` in files that are left to protobuf-es: they may import compiled ones. */
import * as codegen from "@bufbuild/protobuf/codegenv2";
import { fileOf } from "./desc-of.ts";
import { handingOut } from "./handing-out.ts";

export * from "@bufbuild/protobuf/codegenv2";
export const fileDesc: typeof codegen.fileDesc = /*@__PURE__*/ handingOut((data, imports) =>
  codegen.fileDesc(data, imports?.map(fileOf)),
);
