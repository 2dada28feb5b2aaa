/** Bytes in rows of sixteen. Only visible rows are rendered; the bytes of the selected field are highlighted. */
import { useEffect } from "react";
import { hexRow, rowBytes } from "../model/hex.ts";
import { useRowWindow } from "../use-row-window.ts";

const hexRowHeight = 18;

export interface HexViewProps {
  bytes: Uint8Array;
  marked: readonly [from: number, to: number] | undefined;
}

export function HexView({ bytes, marked }: HexViewProps) {
  const count = Math.ceil(bytes.byteLength / rowBytes);
  const view = useRowWindow({
    height: hexRowHeight,
    first: 0,
    end: count,
    isFollowing: false,
    selected: undefined,
    onFollow: () => {},
  });
  const firstMarked = marked && Math.floor(marked[0] / rowBytes);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another field is marked
  useEffect(() => {
    if (firstMarked !== undefined) {
      view.reveal(firstMarked);
    }
  }, [firstMarked]);
  if (count === 0) {
    return <p className="placeholder">No bytes.</p>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content has to be reachable by keyboard
    <section className="hex" aria-label="Bytes" tabIndex={0} ref={view.ref} onScroll={view.onScroll}>
      <div className="hex-space" style={{ height: count * hexRowHeight }}>
        {view.indexes.map((index) => {
          const { offset, cells } = hexRow(bytes, index, marked);
          return (
            <div key={index} className="hex-row" style={{ top: index * hexRowHeight }}>
              <span className="hex-offset">{offset}</span>
              <span className="hex-bytes">
                {cells.map(({ hex, isMarked }, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a byte is its place
                  <span key={place} className={isMarked ? "is-marked" : undefined}>
                    {hex}
                  </span>
                ))}
              </span>
              <span className="hex-text">
                {cells.map(({ text, isMarked }, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <span key={place} className={isMarked ? "is-marked" : undefined}>
                    {text}
                  </span>
                ))}
              </span>
            </div>
          );
        })}
      </div>
    </section>
  );
}
