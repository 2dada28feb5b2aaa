/** Chooses what the messages of a file become. */
import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import type { Form } from "../scope.ts";
import type { CompileProtobufOptions } from "./options.ts";

/** With more, tables are smaller than code, whatever the messages are like. */
const fewMessages = 10;

export function chooseForm(file: DescFile, wanted: CompileProtobufOptions["form"]): (message: DescMessage) => Form {
  const messages = [...nestedTypes(file)].filter((type) => type.kind === "message");
  if (wanted === "code" || (wanted !== "table" && messages.length <= fewMessages)) {
    return () => "code";
  }
  const frequent = wanted === "table" ? new Set<DescMessage>() : streamedMessages(file);
  return (message) => (frequent.has(message) ? "code" : "table-with-constructor");
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
