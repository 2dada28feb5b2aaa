/** Reads the format of a body from request or response headers. */
import type { Attempt } from "./call-record.ts";
import type { BodyDetails, Side } from "./hook.ts";

export type Media = Pick<BodyDetails, "codec" | "enveloped" | "encoding">;

/** The magic bytes of compressions that a browser may have decoded without removing the header. */
const magics: Record<string, readonly number[]> = { gzip: [0x1f, 0x8b], zstd: [0x28, 0xb5, 0x2f, 0xfd] };

export function mediaOf(attempt: Attempt, side: Side): Media {
  const { requestHeaders, head, url, httpMethod } = attempt;
  if (side === "request") {
    return httpMethod === "GET"
      ? mediaOfGet(url)
      : mediaOfHeaders((name) => (requestHeaders as Record<string, string>)[name]);
  }
  const media = mediaOfHeaders((name) => head?.headers?.get(name));
  return media.enveloped || isStill(media.encoding, attempt) ? media : { ...media, encoding: undefined };
}

/** Of a message that is in a URL. */
export function mediaOfGet(url: string): Media {
  const query = new URL(url, "http://localhost").searchParams; // where there is no page, a URL may be just a path
  return {
    codec: query.get("encoding") ?? undefined,
    enveloped: false,
    encoding: query.get("compression") ?? undefined,
  };
}

/** What headers say, whether or not a browser has undone the compression of the body since. */
export function mediaOfHeaders(get: (name: string) => string | null | undefined): Media {
  const [, framing, codec] = /^application\/(connect\+|grpc-web\+?)?([\w.-]*)/i.exec(get("content-type") ?? "") ?? [];
  const enveloped = framing !== undefined;
  const encoding = enveloped ? (get("connect-content-encoding") ?? get("grpc-encoding")) : get("content-encoding");
  return {
    codec: codec || (enveloped ? "proto" : undefined),
    enveloped,
    encoding: encoding === "identity" ? undefined : (encoding ?? undefined),
  };
}

/** Whether the body of a response is still compressed as its header says. */
function isStill(encoding: string | undefined, { response }: Attempt): boolean {
  const start = response.chunk(0)?.bytes;
  return (
    Object.hasOwn(magics, encoding ?? "") &&
    magics[encoding as string]?.every((byte, i) => start?.[i] === byte) === true
  );
}
