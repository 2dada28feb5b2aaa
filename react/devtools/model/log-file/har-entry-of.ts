/** Validates HAR entries, which may contain anything. */
import type { HarEntry, HarField, HarStack, HarText } from "farcall/devtools/log";
import { defined, fieldsOf, listOf, numberOf, optionalNumber, optionalText, textOf } from "../hostile.ts";

const mostHeaders = 1000;
const longestHeader = 64 * 1024;
/** Characters of one body. */
const longestBody = 256 * 1024 * 1024;
const mostFrames = 32;

export function harEntryOf(value: unknown): HarEntry {
  const { startedDateTime, time, request, response, timings, _initiator } = fieldsOf(value);
  const sent = fieldsOf(request);
  const received = fieldsOf(response);
  return {
    startedDateTime: textOf(startedDateTime, 100),
    time: numberOf(time),
    request: defined({
      method: textOf(sent.method, 20),
      url: textOf(sent.url, 100_000),
      headers: headersOf(sent.headers),
      postData: textIn(sent.postData),
    }) as HarEntry["request"],
    response: defined({
      status: numberOf(received.status),
      statusText: optionalText(received.statusText, 200),
      headers: headersOf(received.headers),
      content: textIn(received.content),
      bodySize: optionalNumber(received.bodySize),
      _transferSize: optionalNumber(received._transferSize),
      _error: optionalText(received._error, 500),
    }) as HarEntry["response"],
    timings: { receive: numberOf(fieldsOf(timings).receive) },
    _initiator: { stack: stackOf(fieldsOf(_initiator).stack, 8) },
  };
}

function headersOf(value: unknown): HarField[] {
  return listOf(value, mostHeaders).map((header) => {
    const { name, value: text } = fieldsOf(header);
    return { name: textOf(name, 1000), value: textOf(text, longestHeader) };
  });
}

/** As it is: each character may stand for a byte. */
function textIn(value: unknown): HarText | undefined {
  const { text, encoding, size } = fieldsOf(value);
  return value === undefined
    ? undefined
    : {
        ...(typeof text === "string" && text.length <= longestBody && { text }),
        ...(typeof encoding === "string" && { encoding }),
        size: numberOf(size),
      };
}

function stackOf(value: unknown, depth: number): HarStack {
  const { callFrames, parent } = fieldsOf(value);
  return {
    callFrames: listOf(callFrames, mostFrames).map((frame) => {
      const { functionName, url, lineNumber, columnNumber } = fieldsOf(frame);
      return {
        functionName: textOf(functionName, 500),
        url: textOf(url, 4000),
        lineNumber: numberOf(lineNumber),
        columnNumber: numberOf(columnNumber),
      };
    }),
    ...(parent !== undefined && depth > 0 && { parent: stackOf(parent, depth - 1) }),
  };
}
