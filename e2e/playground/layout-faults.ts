/** Finds what a user cannot see or reach, in the page itself. */

/**
 * Runs in the page: it may use nothing from outside.
 *
 * @returns sentences about elements that are off the page, covered by others, or cut off without saying what is missing
 */
export function layoutFaults(): string[] {
  const faults = new Set<string>();
  const controls = "a[href], button, input, select, textarea, summary, [tabindex='0'], [role=option], [role=treeitem]";

  const all = (root: Document | ShadowRoot): Element[] =>
    [...root.querySelectorAll("*")].flatMap((element) => [
      element,
      ...(element.shadowRoot ? all(element.shadowRoot) : []),
    ]);
  const parentOf = (element: Element): Element | null =>
    element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;
  const ancestors = (element: Element): Element[] => {
    const above: Element[] = [];
    for (let at = parentOf(element); at; at = parentOf(at)) {
      above.push(at);
    }
    return above;
  };
  const nameOf = (element: Element) => {
    const text = element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40);
    return `${element.tagName.toLowerCase()}${element.className ? `.${element.className}` : ""} ${JSON.stringify(text)}`;
  };
  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.getClientRects().length > 0 &&
    !element.closest(".visually-hidden, [inert], .cm-announced");

  const dialog = document.querySelector("dialog[open]");
  const elements = all(document).filter(
    (element) => isShown(element) && (!dialog || ancestors(element).includes(dialog)),
  );

  /** The part of the page that an element can be seen in: what the boxes around it do not cut off. */
  const visiblePart = (element: Element) => {
    const part = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    for (const box of ancestors(element)) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const { left, top, right, bottom } = box.getBoundingClientRect();
      if (box !== document.documentElement && box !== document.body) {
        if (overflowX !== "visible") {
          part.left = Math.max(part.left, left);
          part.right = Math.min(part.right, right);
        }
        if (overflowY !== "visible") {
          part.top = Math.max(part.top, top);
          part.bottom = Math.min(part.bottom, bottom);
        }
      }
    }
    return part;
  };
  const scrollsSideways = (element: Element) =>
    ancestors(element).some((box) => /auto|scroll/.test(getComputedStyle(box).overflowX));

  const deepest = (x: number, y: number): Element | null => {
    let found = document.elementFromPoint(x, y);
    for (let inner = found; inner; inner = inner.shadowRoot?.elementFromPoint(x, y) ?? null) {
      found = inner;
      if (!inner.shadowRoot) {
        break;
      }
    }
    return found;
  };
  // What lies over the page on purpose.
  const floating = ".menu-items, .cm-tooltip, .drop-hint, .methods-panel.is-open, .service, .drawer-button";
  const checkCovered = (element: Element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const part = visiblePart(element);
    if (x <= part.left || x >= part.right || y <= part.top || y >= part.bottom) {
      return;
    }
    const hit = deepest(x, y);
    const isSame = hit && (hit === element || ancestors(hit).includes(element) || ancestors(element).includes(hit));
    const isFloating = hit && [hit, ...ancestors(hit)].some((box) => box.matches(floating));
    if (hit && !isSame && !isFloating && !hit.closest("label")?.contains(element)) {
      faults.add(`covered by ${nameOf(hit)}: ${nameOf(element)}`);
    }
  };

  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) {
    faults.add(`the page is ${scrollWidth - innerWidth} px wider than the window`);
  }
  const interactive = elements.filter((element) => element.matches(controls));
  for (const element of interactive) {
    const { left, right } = element.getBoundingClientRect();
    if ((left < -0.5 || right > innerWidth + 0.5) && !scrollsSideways(element)) {
      faults.add(`outside of the window: ${nameOf(element)}`);
    }
    const part = visiblePart(element);
    if (element.matches("button, select, input, a") && !scrollsSideways(element)) {
      if (left < part.left - 0.5 || right > part.right + 0.5) {
        faults.add(`cut off by a box around it: ${nameOf(element)}`);
      }
    }
    const isText = element.matches("button, summary") && !element.matches(".history-load");
    if (isText && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow !== "visible") {
      faults.add(`text cut off: ${nameOf(element)}`);
    }
  }
  for (const element of elements) {
    const { textOverflow, webkitLineClamp, overflow } = getComputedStyle(element);
    const isShortened =
      (textOverflow === "ellipsis" && overflow !== "visible" && element.scrollWidth > element.clientWidth) ||
      (webkitLineClamp !== "none" && element.scrollHeight > element.clientHeight + 1);
    // An option or a button leads to the whole text.
    const leads = "[title], [role=option], [role=treeitem], .history-load, input, select, textarea";
    if (isShortened && !element.closest(leads)) {
      faults.add(`shortened without a tooltip: ${nameOf(element)}`);
    }
  }
  // Window by window, because only what is in the window can be hit.
  const [x, y] = [scrollX, scrollY];
  const height = dialog ? 0 : document.documentElement.scrollHeight;
  for (let top = 0; top === 0 || top + 1 < height; top += innerHeight) {
    window.scrollTo(0, top);
    interactive.forEach(checkCovered);
  }
  window.scrollTo(x, y);
  return [...faults];
}
