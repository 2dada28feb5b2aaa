/** Which events of the window are meant for the playground, and not for what is around it. */
import { createContext, type RefObject, useContext } from "react";

/** The element whose events they are: on the playground's own page all but the devtools drawer, else the playground. */
export const EventScope = createContext<RefObject<Element | null>>({ current: null });

export function useEventScope(): (event: Event) => boolean {
  const scope = useContext(EventScope);
  return (event) => {
    const path = event.composedPath();
    // Keys that are pressed while nothing has the focus.
    const isFree = event instanceof KeyboardEvent && path[0] === document.body;
    return isFree || (scope.current !== null && path.includes(scope.current));
  };
}

/** The element that an event happened to, also within a shadow root, which hides it from listeners outside. */
export function innerTarget(event: Event): Element | undefined {
  const [target] = event.composedPath();
  return target instanceof Element ? target : undefined;
}
