/** Whether a body is sent while it is being made. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

/** True if that is wanted, and fetch can do it. Throws invalid_argument for what is no choice. */
export function streamsRequests(requestStreaming = "collect"): boolean {
  if (!["collect", "auto"].includes(requestStreaming)) {
    throw new ConnectError(
      Code.InvalidArgument,
      `requestStreaming is ${String(requestStreaming)}, expected "collect" or "auto"`,
    );
  }
  return requestStreaming === "auto" && canStreamRequests();
}

let answer: boolean | undefined;

/**
 * True in engines whose fetch takes a ReadableStream as a body, which is Chromium (over HTTP/2 and newer) and Node.
 * Others send the text "[object ReadableStream]" without a word, so they have to be asked first.
 */
function canStreamRequests(): boolean {
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
