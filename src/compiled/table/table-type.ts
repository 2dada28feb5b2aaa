/** A message type as a line of text, with one interpreter for all of them: much smaller than code, if there are many. */
import type { CompiledMessage, DescriptorPath } from "../compiled-type.ts";
import { described } from "../described.ts";
import { type Plan, parsePlan, type Types } from "./plan.ts";
import { initPlanned, makePlanned } from "./table-init.ts";
import { readPlanned } from "./table-reader.ts";
import { writePlanned } from "./table-writer.ts";

/** `given` is a generated constructor, which doubles the speed of reading. */
export function tableType(
  typeName: string,
  holdsBytes: 0 | 1,
  text: string,
  types?: Types,
  given?: CompiledMessage["n"],
  d?: () => DescriptorPath,
): CompiledMessage {
  let parsed: Plan | undefined;
  // At first use, because types refer to each other.
  const plan = () => {
    parsed ??= parsePlan(typeName, text, types);
    return parsed;
  };
  function construct() {
    return makePlanned(plan());
  }
  return described({
    kind: "message",
    typeName,
    holdsBytes: holdsBytes === 1,
    n: given ?? (construct as unknown as CompiledMessage["n"]),
    c: (message, init) => initPlanned(plan(), message, init),
    r: (message, end, group) => readPlanned(plan(), message, end, group),
    w: (message) => writePlanned(plan(), typeName, message),
    d,
  });
}
