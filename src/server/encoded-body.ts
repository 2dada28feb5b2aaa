/** Response options for a body that is already compressed. */

/**
 * By default, Cloudflare Workers compress the body of any response with a Content-Encoding, even if it is compressed
 * already. Other platforms ignore this option.
 *
 * @see https://developers.cloudflare.com/workers/runtime-apis/response/
 */
export const encodedBody = { encodeBody: "manual" } as ResponseInit;
