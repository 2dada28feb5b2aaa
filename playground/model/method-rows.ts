/** The rows of the method list: services, and below each open one its methods. */
import type { CatalogMethod, CatalogService } from "./catalog.ts";

export type MethodRow =
  | { readonly kind: "service"; readonly id: string; readonly service: CatalogService; readonly isOpen: boolean }
  | { readonly kind: "method"; readonly id: string; readonly service: CatalogService; readonly method: CatalogMethod }
  /** Stands for the rows that are not shown. */
  | { readonly kind: "more"; readonly id: string; readonly hidden: number };

export interface MethodRowsOptions {
  isOpen: (service: CatalogService) => boolean;
  /** The number of rows to show: thousands would make the page slow. */
  most: number;
  /** A row that is shown in any case, with some of those after it. */
  shownId?: string | undefined;
}

const rowsAfterShown = 20;

export function methodRows(
  services: readonly CatalogService[],
  { isOpen, most, shownId }: MethodRowsOptions,
): MethodRow[] {
  const rows: MethodRow[] = [];
  for (const service of services) {
    const open = isOpen(service);
    rows.push({ kind: "service", id: service.typeName, service, isOpen: open });
    for (const method of open ? service.methods : []) {
      rows.push({ kind: "method", id: method.id, service, method });
    }
  }
  const shown = rows.findIndex(({ id }) => id === shownId);
  const count = shown < most ? most : shown + rowsAfterShown;
  if (rows.length <= count) {
    return rows;
  }
  return [...rows.slice(0, count), { kind: "more", id: "more", hidden: rows.length - count }];
}
