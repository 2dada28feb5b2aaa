/**
 * A page with the panel, for its tests: `stage.show(scene)` shows another scene. Loaded once, because that takes longer
 * than most tests.
 */
import { type MountedDevtools, mountDevtools } from "farcall/react/devtools";
import { createRoot, type Root } from "react-dom/client";
import { Application } from "./application.tsx";
import { type Scene, scenes } from "./scenes.ts";

type Theme = "light" | "dark";

export interface Stage {
  /** Ends the current scene, and starts this one. */
  show(scene: keyof typeof scenes, theme?: Theme): Promise<void>;
  /** Shows an application with a drawer instead of the panel. */
  drawer(scene: keyof typeof scenes, theme?: Theme): Promise<void>;
  theme(theme: Theme): void;
  /** The current scene. */
  scene: Scene | undefined;
}

let mounted: MountedDevtools | undefined;
let application: Root | undefined;
const element = document.getElementById("root") as HTMLElement;

const stage: Stage = {
  scene: undefined,
  async show(name, theme) {
    const scene = await begin(name);
    mounted = mountDevtools(element, scene.link, theme ? { theme } : {});
  },
  async drawer(name, theme) {
    const { link } = await begin(name);
    application = createRoot(element);
    application.render(<Application link={link} theme={theme} />);
  },
  theme(theme) {
    mounted?.update({ theme });
  },
};
Object.assign(globalThis, { stage });

async function begin(name: keyof typeof scenes): Promise<Scene> {
  mounted?.unmount();
  application?.unmount();
  mounted = application = undefined;
  stage.scene?.stop?.();
  stage.scene = await scenes[name]();
  return stage.scene;
}

const asked = new URLSearchParams(location.search);
if (asked.has("scene")) {
  await stage.show(asked.get("scene") as keyof typeof scenes, (asked.get("theme") as Theme | null) ?? undefined);
}
