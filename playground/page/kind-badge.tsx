/** The kind of a method, and whether it is deprecated. */
import type { CatalogMethod } from "../model/catalog.ts";

export function KindBadge({ method: { kindLabel, isDeprecated } }: { method: CatalogMethod }) {
  return (
    <span className="badges">
      {isDeprecated && <span className="badge badge-deprecated">deprecated</span>}{" "}
      <span className={`badge badge-${kindLabel === "unary" ? "unary" : "stream"}`}>{kindLabel}</span>
    </span>
  );
}
