/** What can be seen of the panel: each scene is a page with calls, or with what takes their place. */
import type { Link } from "farcall/react/devtools";
import { hookLink } from "farcall/react/devtools";
import { busyPage } from "./busy-page.ts";

export interface Scene {
  readonly link: Link;
  stop?(): void;
}

const never: Link = { ask: () => new Promise(() => {}) };

export const scenes = {
  /** Calls of every kind and outcome, by the real recorder. */
  async busy(): Promise<Scene> {
    await busyPage();
    return { link: hookLink() };
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
} satisfies Record<string, () => Promise<Scene>>;
