/** The upper edge of the drawer, which can be dragged or moved with the arrow keys. */
import { heightWithin, leastHeight } from "./stored.ts";

export interface DrawerHandleProps {
  height: number;
  onResize: (height: number) => void;
}

const step = 24;

export function DrawerHandle({ height, onResize }: DrawerHandleProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      className="drawer-handle"
      role="separator"
      aria-orientation="horizontal"
      aria-label="Devtools height"
      aria-valuenow={height}
      aria-valuemin={leastHeight}
      aria-valuemax={Math.max(leastHeight, innerHeight - 40)}
      tabIndex={0}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) {
          onResize(heightWithin(innerHeight - event.clientY));
        }
      }}
      onKeyDown={(event) => {
        const by = event.key === "ArrowUp" ? step : event.key === "ArrowDown" ? -step : 0;
        if (by !== 0) {
          event.preventDefault();
          onResize(heightWithin(height + by));
        }
      }}
    />
  );
}
