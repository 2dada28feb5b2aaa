/** `farcall/playground`: the playground as a component, for a route of an application. */
export { Playground } from "./playground.tsx";
export type { PlaygroundProps } from "./playground-props.ts";
