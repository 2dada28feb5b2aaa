/** Puts a call into a link, and reads it from one. Values of headers that may be secret are never in it. */
import type { CallDraft } from "../call-draft.ts";
import type { FormContents } from "../call-form.ts";
import { headersOf } from "../header-rows.ts";
import { isSecretHeader } from "../secret-headers.ts";
import { parseSettings } from "../settings.ts";
import { deflateText, inflateText } from "./deflated-text.ts";

/** The newest form that is understood. A link of a newer one is refused, rather than read in part. */
const version = 1;
/** Longer ones are cut by chat programs and mail. */
export const longestLink = 16_000;

export interface SharedCall {
  readonly draft: CallDraft;
  /** Names of the headers that the sender had, and that are not in the link. */
  readonly leftOut: readonly string[];
}

export interface ShareLink {
  /** From the "#" on. */
  readonly hash: string;
  readonly leftOut: readonly string[];
}

export function isShareHash(hash: string): boolean {
  return /^#\/call(?:\?|$)/.test(hash);
}

export async function formatShareHash({ method, request, headers, settings }: FormContents): Promise<ShareLink> {
  const pairs = headersOf(headers);
  const leftOut = pairs.filter(isSecretHeader).map(([name]) => name.toLowerCase());
  const content = {
    method: method.id,
    settings: { ...settings, baseUrl: withoutUser(settings.baseUrl.trim()) },
    request,
    headers: pairs.filter((pair) => !isSecretHeader(pair)),
    leftOut,
  };
  const query = new URLSearchParams({ v: String(version), c: await deflateText(JSON.stringify(content)) });
  return { hash: `#/call?${query}`, leftOut };
}

/** @throws an Error with a sentence for the user */
export async function parseShareHash(hash: string): Promise<SharedCall> {
  const query = new URLSearchParams(hash.slice(hash.indexOf("?") + 1));
  const given = Number(query.get("v"));
  if (Number.isInteger(given) && given > version) {
    throw new Error("This link was made by a newer version of this page: reload the page, or update Farcall.");
  }
  const content = given === version ? await contentOf(query.get("c") ?? "") : undefined;
  if (!content) {
    throw new Error("This link is damaged: part of it may be missing. Ask for it again, and copy it whole.");
  }
  return content;
}

async function contentOf(text: string): Promise<SharedCall | undefined> {
  let content: unknown;
  try {
    content = JSON.parse(await inflateText(text));
  } catch {
    return undefined;
  }
  const { method, settings, request, headers, leftOut } = (content ?? {}) as Record<string, unknown>;
  const isWhole =
    typeof method === "string" && typeof request === "string" && Array.isArray(headers) && headers.every(isPair);
  if (!isWhole) {
    return undefined;
  }
  return {
    draft: {
      methodId: method,
      settings: parseSettings(settings) ?? {},
      request,
      headers: headers as [string, string][],
    },
    leftOut: Array.isArray(leftOut) ? leftOut.filter((name) => typeof name === "string") : [],
  };
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");
}

/** Removes a name and password from the URL. */
function withoutUser(baseUrl: string): string {
  return baseUrl.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i, "$1");
}
