/** Makes room at the end of the page, so that the drawer hides nothing of it. */

/** @returns what takes the room away again */
export function bodyRoom(height: number): () => void {
  const { style } = document.body;
  const before = style.paddingBottom;
  style.paddingBottom = `${height}px`;
  return () => {
    style.paddingBottom = before;
  };
}
