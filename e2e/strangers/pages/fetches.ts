/** The fetches that applications pass to transports, in pages and workers. */
import type { FetchLike } from "farcall";
import { fetch as whatwgFetch } from "whatwg-fetch";
import type { Realm } from "../calls/world.ts";

class Api {
  readonly marker = "api";

  /** Needs no receiver, like many methods. */
  fetch(url: string, init: RequestInit): Promise<Response> {
    return fetch(url, init);
  }

  /** Needs its receiver. */
  fetchMarked(url: string, init: RequestInit): Promise<Response> {
    if (this.marker !== "api") {
      throw new TypeError("the receiver is not the one that it was bound to");
    }
    return fetch(url, init);
  }
}

const fetches = {
  /** No fetch is passed. */
  default: () => undefined,
  /** `window.fetch` in a page, `self.fetch` in a worker: the same function, which needs its own receiver or none. */
  native: () => globalThis.fetch,
  method: () => new Api().fetch,
  bound: () => {
    const api = new Api();
    return api.fetchMarked.bind(api);
  },
  /** As passed to the loaders of frameworks: `export async function load({ fetch })`. */
  loader: () => {
    const load = ({ fetch }: { fetch: FetchLike }) => fetch;
    return load({ fetch: globalThis.fetch });
  },
  /** The most common wrapper. */
  spreading: () => (url: string, init: RequestInit) => fetch(url, { ...init, headers: { ...init.headers } }),
  /** React Native's own, over XMLHttpRequest: its responses have no body, only `arrayBuffer()`. */
  reactNative: () => whatwgFetch as FetchLike,
  /** The fetch of an iframe, with all classes of that realm. */
  iframe: () => iframeRealm().fetch,
} satisfies Record<string, () => FetchLike | undefined>;

export type FetchName = keyof typeof fetches;

/** The fetches of this page, each created once. */
const made = new Map<FetchName, FetchLike | undefined>();

export function fetchNamed(name: FetchName): FetchLike | undefined {
  if (!made.has(name)) {
    made.set(name, fetches[name]());
  }
  return made.get(name);
}

let frame: HTMLIFrameElement | undefined;

/** Returns the realm of an iframe in this page. */
export function iframeRealm(): Realm {
  frame ??= document.body.appendChild(document.createElement("iframe"));
  return frame.contentWindow as Window & Realm;
}
