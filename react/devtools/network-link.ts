/**
 * A link to a page without a recorder: its calls as the browser's own list of requests has them, whole and after their
 * end. As soon as the page has a recorder, that answers.
 */
import type { Link } from "./link.ts";
import type { LoggedLink } from "./model/log-file/logged-link.ts";

/** The browser's list of requests: `devtools.network` of an extension. */
export interface NetworkSource {
  /** @param watcher is notified of each request when it has ended */
  watch(watcher: NetworkWatcher): void;
}

export interface NetworkWatcher {
  /**
   * @param entry of a HAR
   * @param readBody the body of its response, `content` of a HAR; rejects or hangs for one that is gone
   */
  onRequest(entry: object, readBody: () => Promise<object>): void;
  /** The tab shows another document. */
  onNavigated(): void;
}

const maxCalls = 1000;
/** DevTools may have been open for so long when the panel opens, in milliseconds: no call began earlier. */
const earliest = 30 * 24 * 60 * 60 * 1000;

/** @param page the link to its recorder, if it has one */
export function networkLink(page: Link, network: NetworkSource): Link {
  let log: LoggedLink | undefined;
  /** Undefined until the document has been queried. */
  let hasRecorder: boolean | undefined;
  let document = 0;
  const timeOrigin = Date.now() - earliest;

  async function take(entry: object, readBody: () => Promise<object>): Promise<void> {
    const asked = document;
    const { LoggedLink, readNetworkCall } = await import("./model/log-file/network-call.ts");
    const call = await readNetworkCall(entry, readBody, timeOrigin);
    if (call && asked === document && hasRecorder !== true) {
      log ??= new LoggedLink({
        source: "network",
        refusal: "This page has no recorder: calls from the network can only be viewed and copied.",
        maxCalls,
      });
      log.add(call.hidden, call.revealed);
    }
  }

  network.watch({
    onRequest(entry, readBody) {
      if (hasRecorder !== true) {
        take(entry, readBody).catch(() => {}); // its body was discarded with the document
      }
    },
    onNavigated() {
      document++;
      hasRecorder = undefined;
      log?.restart();
    },
  });
  const { reloadAndRecord, openSource } = page;
  return {
    hasNetwork: true,
    ...(reloadAndRecord && { reloadAndRecord: reloadAndRecord.bind(page) }),
    ...(openSource && { openSource: openSource.bind(page) }),
    async ask(member, args) {
      const answer = await page.ask(member, args);
      hasRecorder = answer !== undefined;
      if (answer !== undefined) {
        log?.restart();
        return answer;
      }
      return log && log.size > 0 ? log.ask(member, args) : undefined;
    },
  };
}
