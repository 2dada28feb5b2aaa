/** Makes calls in a web worker, with real synchronous XMLHttpRequests. */
import type { Answer, Question } from "./question.ts";

export function startWorker(): { ask: (question: Question) => Promise<Answer>; stop: () => void } {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, (answer: Answer) => void>();
  let lastId = 0;
  worker.onmessage = ({ data }: MessageEvent<Answer & { id: number }>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  return {
    ask: (question) =>
      new Promise((resolve) => {
        const id = ++lastId;
        waiting.set(id, resolve);
        worker.postMessage({ id, ...question });
      }),
    stop: () => worker.terminate(),
  };
}
