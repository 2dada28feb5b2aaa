/** What has the focus among the elements of the same document or shadow root: outside, it is the host of the root. */
export function activeElementOf(node: Node | null): Element | null {
  return (node?.getRootNode() as Document | ShadowRoot | undefined)?.activeElement ?? null;
}
