/** `farcall/react/devtools`: the panel that shows the calls of a page, and the drawer that contains it. */
export { DevtoolsCall, type DevtoolsCallProps } from "./devtools-call.tsx";
export { DevtoolsDrawer, type DevtoolsDrawerProps } from "./devtools-drawer.tsx";
export { DevtoolsPanel, type DevtoolsPanelProps } from "./devtools-panel.tsx";
export { hookLink } from "./hook-link.ts";
export type { Link } from "./link.ts";
export { type MountedDevtools, type MountOptions, mountDevtools } from "./mount-devtools.tsx";
export { type NetworkSource, type NetworkWatcher, networkLink } from "./network-link.ts";
