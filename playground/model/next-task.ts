/** Lets the browser do what it has to do: draw, and hear of clicks. */

const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

/** Resolves in the next task. Not with a timer: browsers hold nested ones back for 4 ms, background tabs for a second. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(undefined);
  });
}
