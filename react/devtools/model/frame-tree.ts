/** Shows the content of a frame as a tree, which is never empty, whatever the frame contains. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import { formatBytes } from "./format.ts";
import type { FrameKind } from "./frames.ts";
import { hexText } from "./hex.ts";
import { jsonTree } from "./json-tree.ts";
import { messageRoots } from "./message-tree.ts";
import { note, quoted, type TreeNode } from "./tree.ts";
import { looksLikeMessage, readableText } from "./wire-fields.ts";

export interface Reading {
  readonly kind: FrameKind;
  /** Undefined if no header names one: then the bytes decide. */
  readonly codec: string | undefined;
  readonly desc: DescMessage | undefined;
  readonly registry: Registry | undefined;
}

/** @param bytes decompressed */
export function frameTree(bytes: Uint8Array, { kind, codec, desc, registry }: Reading): readonly TreeNode[] {
  if (kind === "cut") {
    return [note("The page did not keep these bytes.")];
  }
  if (kind === "trailers") {
    return trailerNodes(bytes);
  }
  if (kind === "end" || (kind === "message" && codec === "json")) {
    return jsonTree(new TextDecoder().decode(bytes));
  }
  if (kind === "message" && codec === "proto") {
    return messageRoots(bytes, desc, registry);
  }
  return guessedNodes(bytes);
}

/** Returns the beginning of a tree as one line. */
export function summaryOf(nodes: readonly TreeNode[], most = 160): string {
  let text = "";
  for (const { name, value, isIndex } of nodes) {
    if (text.length >= most) {
      break;
    }
    text += `${text && ", "}${name && !isIndex ? `${name}: ` : ""}${value}`;
  }
  return text.length > most ? `${text.slice(0, most)} …` : text;
}

function trailerNodes(bytes: Uint8Array): readonly TreeNode[] {
  const lines = new TextDecoder().decode(bytes).split("\r\n").filter(Boolean);
  const nodes = lines.map((line): TreeNode => {
    const colon = line.indexOf(":");
    const value = line.slice(colon + 1).trim();
    return { name: line.slice(0, Math.max(0, colon)), value, tone: "text", whole: () => value };
  });
  return nodes.length > 0 ? nodes : [note("No trailers.")];
}

function guessedNodes(bytes: Uint8Array): readonly TreeNode[] {
  if (bytes.byteLength === 0) {
    return [note("No bytes.")];
  }
  const text = readableText(bytes);
  if (text !== undefined) {
    return /^\s*[{[]/.test(text) ? jsonTree(text) : textNodes(text);
  }
  if (looksLikeMessage(bytes)) {
    return messageRoots(bytes, undefined, undefined);
  }
  return [{ name: "", value: `${hexText(bytes, 64)} (${formatBytes(bytes.byteLength)})`, tone: "bytes" }];
}

/** Shows text line by line, such as an HTML page or the error of a proxy. */
function textNodes(text: string): readonly TreeNode[] {
  const lines = text.split(/\r?\n/).slice(0, 2000);
  return lines.map((line) => ({
    name: "",
    value: line.length > 500 ? quoted(line) : line,
    tone: "text",
    whole: () => text,
  }));
}
