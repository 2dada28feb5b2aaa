/** Styles of a part that is loaded later, which come with it. */
import { useCallback } from "react";
import { adoptStyles } from "../style-sheets.ts";

export function Styles({ css }: { css: string }) {
  const adopt = useCallback((element: HTMLElement | null) => adoptStyles(element?.getRootNode(), css), [css]);
  return <span hidden ref={adopt} />;
}
