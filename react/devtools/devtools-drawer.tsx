/** The panel, docked to the bottom of the page whose calls it shows. While closed, it is only a button. */
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { bodyRoom } from "./drawer/body-room.ts";
import { DrawerHandle } from "./drawer/drawer-handle.tsx";
import { drawerStyles } from "./drawer/drawer-styles.ts";
import { isHotkey } from "./drawer/hotkey.ts";
import { readStored, writeStored } from "./drawer/stored.ts";
import { hookLink } from "./hook-link.ts";
import type { Link } from "./link.ts";
import { ShadowHost } from "./shadow-host.tsx";

export interface DevtoolsDrawerProps {
  /** The shortcut that toggles it: modifiers and a letter or digit. Default: "Alt+Shift+F". */
  hotkey?: string;
  /** Whether to show a button in the corner while it is closed. Default: true. */
  hasButton?: boolean;
  /** Whether it is open until the user first opens or closes it. Default: false. */
  initiallyOpen?: boolean;
  /** Default: the browser's color scheme. */
  theme?: "light" | "dark" | undefined;
  /** The connection to the page whose calls are shown. Default: this page. */
  link?: Link;
}

const Panel = lazy(async () => ({ default: (await import("./devtools-panel.tsx")).DevtoolsPanel }));
const ownPage = hookLink();
const styles = [drawerStyles];

/**
 * Place it anywhere in the application: it renders at the end of the body. Its content is loaded when it is first
 * opened; while closed, it does not query the page, and costs only a listener for its shortcut.
 *
 * @example
 * {import.meta.env.DEV && <DevtoolsDrawer />}
 */
export function DevtoolsDrawer(props: DevtoolsDrawerProps) {
  const { hotkey = "Alt+Shift+F", hasButton = true, initiallyOpen = false, theme, link = ownPage } = props;
  // On a server there is no body, and the first render in the browser must match.
  const [body, setBody] = useState<HTMLElement>();
  const [isOpen, setIsOpen] = useState(false);
  const [height, setHeight] = useState(320);
  const ownRef = useRef<HTMLElement & HTMLButtonElement>(null);
  const before = useRef<Element | null>(null);
  const hasMoved = useRef(false);
  /** The body of the separate window, while it is open. */
  const [ownWindow, setOwnWindow] = useState<HTMLElement>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the stored values are read only once
  useEffect(() => {
    const stored = readStored();
    setBody(document.body);
    setIsOpen(stored.isOpen ?? initiallyOpen);
    setHeight(stored.height ?? 320);
  }, []);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (isHotkey(event, hotkey)) {
        event.preventDefault();
        toggle(!isOpen);
      }
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  });
  useEffect(() => (isOpen && !ownWindow ? bodyRoom(height) : undefined), [isOpen, ownWindow, height]);
  useEffect(() => () => ownWindow?.ownerDocument.defaultView?.close(), [ownWindow]);
  // Moves the focus into the drawer and back to where it was, but not if the drawer is open when the page loads.
  useEffect(() => {
    if (hasMoved.current) {
      const target = before.current;
      const isBack = !isOpen && target instanceof HTMLElement && target.isConnected && !target.shadowRoot;
      (isBack && target !== document.body ? target : ownRef.current)?.focus();
    }
  }, [isOpen]);

  const toggle = (open: boolean) => {
    if (open) {
      before.current = document.activeElement;
    }
    hasMoved.current = true;
    setIsOpen(open);
    setOwnWindow(undefined);
    writeStored({ isOpen: open });
  };
  /** Moves the drawer to a separate window, until that is closed. */
  const popOut = () => {
    import("./drawer/separate-window.ts")
      .then(({ openWindow }) => openWindow(() => setOwnWindow(undefined)))
      .then(setOwnWindow, () => {}); // refused: the drawer stays in the page
  };
  const resize = (pixels: number) => {
    setHeight(pixels);
    writeStored({ height: pixels });
  };

  if (!body || (!isOpen && !hasButton)) {
    return null;
  }
  if (isOpen && ownWindow) {
    return createPortal(
      <Suspense>
        <Panel link={link} theme={theme} onClose={() => toggle(false)} />
      </Suspense>,
      ownWindow,
    );
  }
  return createPortal(
    <ShadowHost css={styles}>
      {isOpen ? (
        <section
          ref={ownRef}
          tabIndex={-1}
          className="drawer"
          data-theme={theme}
          aria-label="Farcall devtools"
          style={{ height }}
        >
          <DrawerHandle height={height} onResize={resize} />
          <Suspense fallback={<p className="drawer-loading">Loading…</p>}>
            <Panel
              link={link}
              theme={theme}
              onClose={() => toggle(false)}
              onPopOut={"documentPictureInPicture" in globalThis ? popOut : undefined}
            />
          </Suspense>
        </section>
      ) : (
        <button
          ref={ownRef}
          type="button"
          className="drawer-button"
          data-theme={theme}
          aria-label="Open Farcall devtools"
          title={`Farcall devtools (${hotkey})`}
          onClick={() => toggle(true)}
        >
          <svg
            width="18"
            height="18"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.4"
            strokeLinecap="round"
            aria-hidden="true"
          >
            <circle cx="6" cy="12" r="2.2" fill="currentColor" stroke="none" />
            <path d="M10.5 7.5a6.4 6.4 0 0 1 0 9M14.5 4.5a10.6 10.6 0 0 1 0 15M18.5 2a15 15 0 0 1 0 20" />
          </svg>
        </button>
      )}
    </ShadowHost>,
    body,
  );
}
