/** Gives the page a turn, in the middle of much work. */

const waiting: (() => void)[] = [];
let port: MessagePort | undefined;

/**
 * Resolves in the next task. Not with a timer, for browsers hold nested ones back for 4 ms, background tabs for a second;
 * except where there is nothing else: in jsdom, in React Native.
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
      port1.close(); // an open port keeps Node running
      port = undefined;
    }
  };
  return port2;
}
