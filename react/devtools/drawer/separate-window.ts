/**
 * A separate window for the drawer, which stays above all others: in Chromium, on pages with a secure origin.
 *
 * @see https://developer.mozilla.org/en-US/docs/Web/API/Document_Picture-in-Picture_API
 */

interface PictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window & typeof globalThis>;
}

const size = { width: 900, height: 560 };

/**
 * @param onClose called when the window is closed, by the user or otherwise
 * @returns its body, as high as the window
 * @throws if the browser refuses, as it does without a click
 */
export async function openWindow(onClose: () => void): Promise<HTMLElement> {
  const { documentPictureInPicture } = globalThis as unknown as { documentPictureInPicture: PictureInPicture };
  const opened = await documentPictureInPicture.requestWindow(size);
  const { document } = opened;
  document.title = "Farcall devtools";
  document.documentElement.style.height = "100%";
  document.body.style.cssText = "height: 100%; margin: 0; color-scheme: light dark";
  opened.addEventListener("pagehide", onClose, { once: true });
  return document.body;
}
