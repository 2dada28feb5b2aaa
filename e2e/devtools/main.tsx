/**
 * A page with the panel in it, for its tests: `stage.show(scene)` puts another scene on. Loaded once, because that takes
 * longer than most tests.
 */
import { type MountedDevtools, mountDevtools } from "farcall/react/devtools";
import { type Scene, scenes } from "./scenes.ts";

type Theme = "light" | "dark";

export interface Stage {
  /** Ends the scene that is on, and begins this one. */
  show(scene: keyof typeof scenes, theme?: Theme): Promise<void>;
  theme(theme: Theme): void;
  /** What the scene on stage can do. */
  scene: Scene | undefined;
}

let mounted: MountedDevtools | undefined;
const element = document.getElementById("root") as HTMLElement;

const stage: Stage = {
  scene: undefined,
  async show(name, theme) {
    mounted?.unmount();
    mounted = undefined;
    stage.scene?.stop?.();
    const scene = await scenes[name]();
    stage.scene = scene;
    mounted = mountDevtools(element, scene.link, theme ? { theme } : {});
  },
  theme(theme) {
    mounted?.update({ theme });
  },
};
Object.assign(globalThis, { stage });

const asked = new URLSearchParams(location.search);
if (asked.has("scene")) {
  await stage.show(asked.get("scene") as keyof typeof scenes, (asked.get("theme") as Theme | null) ?? undefined);
}
