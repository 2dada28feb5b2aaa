/** A shadow root with its own styles, isolated from those of the page in both directions. */
import { type CSSProperties, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { adoptStyles } from "./style-sheets.ts";

export interface ShadowHostProps {
  /** One style sheet per text; the same text is parsed once. */
  css: readonly string[];
  style?: CSSProperties;
  children: ReactNode;
}

export function ShadowHost({ css, style, children }: ShadowHostProps) {
  const hostRef = useRef<HTMLDivElement>(null);
  const [root, setRoot] = useState<ShadowRoot>();
  useLayoutEffect(() => {
    const host = hostRef.current;
    if (host) {
      // In Strict Mode the effect runs twice, and an element can have only one shadow root.
      const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
      for (const text of css) {
        adoptStyles(shadow, text);
      }
      setRoot(shadow);
    }
  }, [css]);
  return (
    <div ref={hostRef} style={style}>
      {root && createPortal(children, root)}
    </div>
  );
}
