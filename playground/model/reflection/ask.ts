/** Asks a server about itself: all questions in the body of one call, because a browser sends a request before it reads. */
import { Code, ConnectError, createClient, type Transport } from "farcall";
import { type Answer, type Question, reflectionPackages, reflectionService } from "./reflection-service.ts";

export interface AskOptions {
  readonly transport: Transport;
  /** Sent along, because proxies route by them and servers authorize by them. */
  readonly headers: HeadersInit | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Returns the answers, in the order of the questions. */
export type Ask = (questions: readonly Question[]) => Promise<readonly Answer[]>;

/** For servers that never end the stream. */
const timeoutMs = 30_000;
const questionsPerCall = 200;
/** How many questions may break off a call before the server is given up. */
const toleratedFailures = 20;

/** Codes with which a server breaks off the call over a question that it cannot answer, instead of answering so. */
const refusals: readonly Code[] = [Code.NotFound, Code.InvalidArgument, Code.Unknown, Code.Internal];

export function askWith(packageName: (typeof reflectionPackages)[number], options: AskOptions): Ask {
  const { transport, headers, signal } = options;
  const client = createClient(reflectionService(packageName), transport);

  /** Makes one call. Adds the answers, which may be fewer: some servers take one question per call. */
  const read = async (questions: readonly Question[], answers: Answer[]) => {
    const requests = (async function* () {
      for (const messageRequest of questions) {
        yield { messageRequest };
      }
    })();
    // Not by the option timeoutMs: its header is one more that a server on another origin would have to allow.
    const controller = new AbortController();
    const silence = new ConnectError(Code.DeadlineExceeded, `the server did not end its answer within ${timeoutMs} ms`);
    const timer = setTimeout(() => controller.abort(silence), timeoutMs);
    const signals = signal ? AbortSignal.any([signal, controller.signal]) : controller.signal;
    try {
      for await (const { messageResponse } of client.serverReflectionInfo(requests, {
        signal: signals,
        ...(headers && { headers }),
      })) {
        answers.push(messageResponse);
      }
    } finally {
      clearTimeout(timer);
    }
    if (answers.length === 0) {
      throw new ConnectError(Code.DataLoss, "the server ended the call without an answer");
    }
  };

  return async (questions) => {
    const all: Answer[] = [];
    let failures = 0;
    while (all.length < questions.length) {
      const answers: Answer[] = [];
      const asked = questions.slice(all.length, all.length + questionsPerCall);
      try {
        await read(asked, answers);
      } catch (reason) {
        const error = ConnectError.from(reason);
        failures++;
        if (!refusals.includes(error.code) || failures > toleratedFailures || questions.length === 1) {
          throw error;
        }
        answers.push({ case: "errorResponse", value: { errorCode: 0, errorMessage: error.rawMessage } });
      }
      all.push(...answers.slice(0, asked.length));
    }
    return all;
  };
}

/**
 * Finds the version that the server has.
 *
 * @returns with the names of the services that it lists
 */
export async function findReflection(options: AskOptions): Promise<{ ask: Ask; listed: readonly string[] }> {
  let missing: ConnectError | undefined;
  for (const packageName of reflectionPackages) {
    const ask = askWith(packageName, options);
    try {
      const [answer] = await ask([{ case: "listServices", value: "*" }]);
      return { ask, listed: listedIn(answer) };
    } catch (reason) {
      const error = ConnectError.from(reason);
      if (error.code !== Code.Unimplemented) {
        throw error;
      }
      missing = error;
    }
  }
  throw missing;
}

function listedIn(answer: Answer | undefined): readonly string[] {
  switch (answer?.case) {
    case "listServicesResponse":
      return [...new Set(answer.value.service.map(({ name }) => name))];
    case "errorResponse":
      throw new ConnectError(Code.Unknown, `the server does not list its services: ${answer.value.errorMessage}`);
    default:
      throw new ConnectError(Code.Unknown, "the server does not list its services: it answered something else");
  }
}
