/** Converts the results of calls to the suite's messages. */
import { create } from "@bufbuild/protobuf";
import { AnySchema } from "@bufbuild/protobuf/wkt";
import { type Code, type ConnectError, isConnectError, type Metadata } from "farcall";
import { CodeNumber, type ErrorMessage, ErrorSchema, type Header, HeaderSchema } from "./protos.ts";

export function headersOf(metadata: Metadata): Header[] {
  return [...metadata.keys()].map((name) => create(HeaderSchema, { name, value: metadata.getAll(name) }));
}

/** Converts a ConnectError. Anything else is a bug in the library or in this page, and fails the case. */
export function errorOf(reason: unknown): ErrorMessage {
  if (!isConnectError(reason)) {
    throw reason;
  }
  const { code, rawMessage: message, details } = reason;
  return create(ErrorSchema, { code: numberOf(code), message, details: details.map(anyOf) });
}

function anyOf({ type, value }: ConnectError["details"][number]) {
  return create(AnySchema, { typeUrl: type.includes("/") ? type : `type.googleapis.com/${type}`, value });
}

/** The suite uses our names for codes, in upper case. */
function numberOf(code: Code): CodeNumber {
  const number = CodeNumber[code.toUpperCase() as keyof typeof CodeNumber];
  if (number === undefined) {
    throw new Error(`there is no number for the code ${code}`);
  }
  return number;
}
