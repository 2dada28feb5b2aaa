/** Adds padding to the end of the page, so that the drawer hides nothing of it. */

/** @returns a function that removes the padding */
export function bodyRoom(height: number): () => void {
  const { style } = document.body;
  const before = style.paddingBottom;
  style.paddingBottom = `${height}px`;
  return () => {
    style.paddingBottom = before;
  };
}
