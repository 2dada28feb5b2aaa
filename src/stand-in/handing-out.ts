/** Wraps functions that hand out descriptors of protobuf-es, with which messages can then be encoded. */
import { toBinary } from "@bufbuild/protobuf";
import { reflecting, setEncoder } from "./desc-of.ts";

export function handingOut<F extends (...args: never[]) => unknown>(run: F): F {
  setEncoder(toBinary);
  return reflecting(run);
}
