/** What a response needs whose body is compressed already. */

/**
 * Cloudflare Workers compress the body of a response whose headers name a compression, once more if it was compressed
 * before. Elsewhere this option means nothing.
 *
 * @see https://developers.cloudflare.com/workers/runtime-apis/response/
 */
export const encodedBody = { encodeBody: "manual" } as ResponseInit;
