/** Whether fetch can send a body while it is being made. */

let answer: boolean | undefined;

/**
 * True in engines whose fetch takes a ReadableStream as a body, which is Chromium (over HTTP/2 and newer) and Node.
 * Others send the text "[object ReadableStream]" without a word, so they have to be asked first.
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
      // An engine that knows streamed bodies reads this, and gives the request no content type of text.
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
