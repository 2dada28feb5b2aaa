/** Scenes for the panel: each is a page with calls, or a state without any. */
import type { Link } from "farcall/react/devtools";
import { hookLink } from "farcall/react/devtools";
import { busyPage } from "./busy-page.ts";
import { FakePage } from "./fake-page.ts";
import { hostileCalls, lyingHook } from "./hostile-pages.ts";
import { largeMessage, longStream, manyCalls } from "./large-pages.ts";
import { networkScene } from "./network-scene.ts";
import { picturePage } from "./picture-page.ts";

export interface Scene {
  readonly link: Link;
  /** For changes by the test. */
  readonly page?: FakePage;
  stop?(): void;
}

const never: Link = { ask: () => new Promise(() => {}) };

export const scenes = {
  /** Calls of every kind and outcome, by the real recorder. */
  async busy(): Promise<Scene> {
    const stop = await busyPage();
    return { link: hookLink(), stop };
  },
  async absent(): Promise<Scene> {
    return { link: { ask: async () => undefined } };
  },
  async absentButLoadable(): Promise<Scene> {
    return { link: { ask: async () => undefined, reloadAndRecord: async () => {} } };
  },
  async connecting(): Promise<Scene> {
    return { link: never };
  },
  async lost(): Promise<Scene> {
    return { link: { ask: () => Promise.reject(new Error("the page is gone")) } };
  },
  async noTransport(): Promise<Scene> {
    const page = new FakePage();
    page.transports = 0;
    return { link: page, page };
  },
  /** Always the same. */
  async picture(): Promise<Scene> {
    return on(picturePage());
  },
  /** A page whose calls the test makes. */
  async quiet(): Promise<Scene> {
    const page = new FakePage();
    return { link: page, page };
  },
  async many(): Promise<Scene> {
    return on(manyCalls(10_000));
  },
  async longStream(): Promise<Scene> {
    return on(longStream(100_000));
  },
  async shortStream(): Promise<Scene> {
    return on(longStream(1000));
  },
  async large(): Promise<Scene> {
    return on(largeMessage(5_000_000));
  },
  /** No recorder: calls as the browser reports them. */
  async network(): Promise<Scene> {
    return networkScene();
  },
  async hostile(): Promise<Scene> {
    return on(hostileCalls());
  },
  async liar(): Promise<Scene> {
    return { link: lyingHook() };
  },
} satisfies Record<string, () => Promise<Scene>>;

function on(page: FakePage): Scene {
  return { link: page, page };
}
