/** Detects whether fetch can stream a request body. */

let answer: boolean | undefined;

/**
 * Returns true in engines whose fetch accepts a ReadableStream as a body: Chromium (over HTTP/2 and newer) and Node.
 * Others silently send the text "[object ReadableStream]", so this must be checked first.
 */
export function canStreamRequests(): boolean {
  answer ??= ask();
  return answer;
}

function ask(): boolean {
  let isDuplexRead = false;
  try {
    const request = new Request("http://localhost/", {
      method: "POST",
      body: new ReadableStream(),
      // Engines that support streamed bodies read this, and set no content type for text.
      get duplex() {
        isDuplexRead = true;
        return "half" as const;
      },
    } as RequestInit);
    return isDuplexRead && !request.headers.has("content-type");
  } catch {
    return false;
  }
}
