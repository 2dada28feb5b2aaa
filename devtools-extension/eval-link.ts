/**
 * Reaches the page's hook through `inspectedWindow.eval`, which needs no permission and adds no script to the page.
 *
 * Uses the callback form, through `chrome`, in both browsers: the promises of Chromium and Firefox resolve with different
 * values.
 */
import type { Link } from "farcall/react/devtools";

/** The longest accepted answer, in characters. A hook returns far less; a malicious page may return anything. */
const longestAnswer = 64 * 1024 * 1024;
/** How long to wait for an answer: a page can hang, and a callback can get lost with its page. */
const patienceMs = 30_000;

export function evalLink(): Link {
  const { openResource } = chrome.devtools.panels;
  return {
    ask: (member, args) => evaluate(expressionOf(member, args)),
    async reloadAndRecord() {
      const recorder = await fetch(chrome.runtime.getURL("recorder.js"));
      chrome.devtools.inspectedWindow.reload({ injectedScript: await recorder.text() });
    },
    ...(openResource && {
      openSource: (url, line, column) => openResource(url, line - 1, Math.max(0, column - 1)),
    }),
  };
}

/**
 * Returns an expression that calls the hook of the page or, if it has none, that of the first same-origin frame with one.
 * Only text leaves the page.
 */
function expressionOf(member: string, args: readonly (string | number)[]): string {
  return `(() => {
  const hookOf = (realm) => { try { return realm[Symbol.for("farcall.devtools")]; } catch {} };
  let hook = hookOf(globalThis);
  for (let index = 0; !hook && index < Math.min(globalThis.length, 50); index++) hook = hookOf(globalThis[index]);
  const answer = hook?.[${JSON.stringify(member)}](${args.map((arg) => JSON.stringify(arg)).join(", ")});
  if (typeof answer !== "string") return undefined;
  if (answer.length > ${longestAnswer}) throw "the answer is too long";
  return answer;
})()`;
}

function evaluate(expression: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the page does not respond")), patienceMs);
    chrome.devtools.inspectedWindow.eval(expression, (value, problem) => {
      clearTimeout(timer);
      if (problem?.isError || problem?.isException) {
        reject(
          new Error(
            problem.value ?? problem.description ?? problem.code ?? "the expression could not be evaluated in the page",
          ),
        );
      } else {
        resolve(typeof value === "string" ? value : undefined);
      }
    });
  });
}
