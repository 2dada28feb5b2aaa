/** Yields to the page during long work. */

const waiting: (() => void)[] = [];
let port: MessagePort | undefined;

/**
 * Resolves in the next task. Avoids timers, because browsers delay nested ones by 4 ms, and those of background tabs by
 * a second; uses one only where there is nothing else: in jsdom, in React Native.
 */
export function nextTask(): Promise<void> {
  if (!globalThis.MessageChannel) {
    return new Promise((resolve) => setTimeout(resolve));
  }
  port ??= openPort();
  return new Promise((resolve) => {
    waiting.push(resolve);
    port?.postMessage(undefined);
  });
}

function openPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    waiting.shift()?.();
    if (waiting.length === 0) {
      port1.close(); // an open port would keep Node running
      port = undefined;
    }
  };
  return port2;
}
