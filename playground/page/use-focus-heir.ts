/** Keeps the focus on the page: when the control that has it goes away, a neighbor gets it. */
import { type RefObject, useEffect } from "react";
import { activeElementOf } from "../../react/devtools/view/active-element.ts";

const focusable = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]";

/**
 * Otherwise the focus would start again at the top of the document, which is a long way back with the keyboard. A control
 * that knows better where to go on focuses that itself.
 */
export function useFocusHeir(pageRef: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const page = pageRef.current;
    if (!page) {
      return;
    }
    let last: Node | null = null;
    const onFocusIn = ({ target }: FocusEvent) => {
      last = target as Node;
    };
    const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
      // Some browsers tell of a removal in this way, before it is done.
      queueMicrotask(() => {
        if (last === target && (relatedTarget || (target as Node).isConnected)) {
          last = null;
        }
      });
    };
    const observer = new MutationObserver((records) => {
      if (!last || last.isConnected) {
        return;
      }
      const lost = last;
      last = null;
      const active = activeElementOf(page);
      if (!active || active === document.body) {
        heirOf(lost, records)?.focus();
      }
    });
    page.addEventListener("focusin", onFocusIn);
    page.addEventListener("focusout", onFocusOut);
    observer.observe(page, { childList: true, subtree: true });
    return () => {
      page.removeEventListener("focusin", onFocusIn);
      page.removeEventListener("focusout", onFocusOut);
      observer.disconnect();
    };
  }, [pageRef]);
}

/** What took the place of a removed element; otherwise the nearest control after it or before it. */
function heirOf(lost: Node, records: readonly MutationRecord[]): HTMLElement | undefined {
  const removal = records.find(
    ({ target, removedNodes }) => target.isConnected && [...removedNodes].some((node) => node.contains(lost)),
  );
  if (!removal) {
    return undefined;
  }
  const added = records.flatMap(({ target, addedNodes }) => (target === removal.target ? [...addedNodes] : []));
  const [replacement] = added.flatMap(controlsIn);
  if (replacement) {
    return replacement;
  }
  let after = connected(removal.nextSibling);
  let before = connected(removal.previousSibling);
  for (let around: Node | null = removal.target; around; around = around.parentNode) {
    for (let at = after; at; at = at.nextSibling) {
      const [first] = controlsIn(at);
      if (first) {
        return first;
      }
    }
    for (let at = before; at; at = at.previousSibling) {
      const nearest = controlsIn(at).at(-1);
      if (nearest) {
        return nearest;
      }
    }
    [after, before] = [around.nextSibling, around.previousSibling];
  }
  return undefined;
}

function connected(node: Node | null): Node | null {
  return node?.isConnected ? node : null;
}

function controlsIn(node: Node): HTMLElement[] {
  if (!(node instanceof HTMLElement) || !node.isConnected) {
    return [];
  }
  return [node, ...node.querySelectorAll<HTMLElement>(focusable)].filter(
    (element) =>
      element.matches(focusable) && element.tabIndex >= 0 && !element.matches(":disabled") && element.checkVisibility(),
  );
}
