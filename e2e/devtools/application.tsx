/** An application that has the drawer, and styles that must not reach it. */
import { DevtoolsDrawer, type Link } from "farcall/react/devtools";

const styles = `
  body { background: #f4f1ea; }
  button, h2, p, span, label { color: rgb(1, 2, 3) !important; font-size: 40px !important; letter-spacing: 9px; }
  main { max-width: 640px; margin: auto; padding: 28px; color: #4a4238; font: 15px / 1.6 Georgia, serif; }
  main input { width: 100%; padding: 8px; border: 1px solid #cbbfa8; border-radius: 6px; font: inherit; }
`;

export function Application({ link, theme }: { link: Link; theme: "light" | "dark" | undefined }) {
  return (
    <>
      <style>{styles}</style>
      <main>
        <h1>Weaving</h1>
        <input aria-label="A field of the application" placeholder="What is to be done?" />
        <ul>
          <li>Oil the loom</li>
          <li>Order indigo, two kilos</li>
          <li>Ask Ada about the spindle</li>
        </ul>
      </main>
      <DevtoolsDrawer link={link} theme={theme} />
    </>
  );
}
