/** Chooses what the messages of a file become. */
import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import { FileOptions_OptimizeMode } from "@bufbuild/protobuf/wkt";
import { messagesOf } from "../messages-of.ts";
import type { Form } from "../scope.ts";
import type { CompileProtobufOptions } from "./options.ts";

/** With more, tables are smaller than code, whatever the messages are like. */
const fewMessages = 10;

export function chooseForm(file: DescFile, wanted: CompileProtobufOptions["form"]): (message: DescMessage) => Form {
  const form = wanted === "code" || wanted === "table" ? wanted : isForSize(file) ? "table" : "auto";
  if (form === "code" || (form !== "table" && messagesOf(file).length <= fewMessages)) {
    return () => "code";
  }
  const frequent = form === "table" ? new Set<DescMessage>() : streamedMessages(file);
  return (message) => (frequent.has(message) ? "code" : "table-with-constructor");
}

/** Whether the file says so itself. SPEED is the default, which many files state, so that it says nothing. */
function isForSize({ proto: { options } }: DescFile): boolean {
  const mode = options?.optimizeFor ?? FileOptions_OptimizeMode.SPEED;
  return mode !== FileOptions_OptimizeMode.SPEED;
}

/** The responses of server streams, and what they hold: of these, a page decodes many. */
function streamedMessages(file: DescFile): Set<DescMessage> {
  const methods = file.services.flatMap((service) => service.methods);
  const streamed = new Set(methods.flatMap(({ methodKind, output }) => (/server|bidi/.test(methodKind) ? output : []))); // grows during the iteration
  for (const { fields } of streamed) {
    for (const { message } of fields) {
      if (message) {
        streamed.add(message);
      }
    }
  }
  return streamed;
}
