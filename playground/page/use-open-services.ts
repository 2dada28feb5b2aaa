/** Which services of the method list are open. */
import { useState } from "react";
import type { CatalogService } from "../model/catalog.ts";
import { countMethods } from "../model/schema.ts";

/** With more methods than this, only the service of the selected method is open at first. */
const mostMethods = 60;

export interface OpenServices {
  readonly isOpen: (service: CatalogService) => boolean;
  readonly setOpen: (service: CatalogService, isOpen: boolean) => void;
}

/**
 * @param selected the service of the selected method
 * @param isSearching shows every match, also in services that were closed before the search
 */
export function useOpenServices(
  services: readonly CatalogService[],
  selected: string,
  isSearching: boolean,
): OpenServices {
  const [first] = useState(selected);
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [chosenInSearch, setChosenInSearch] = useState<ReadonlyMap<string, boolean>>(new Map());
  const isSmall = countMethods(services) <= mostMethods;
  return {
    isOpen({ typeName }) {
      return isSearching
        ? (chosenInSearch.get(typeName) ?? true)
        : (chosen.get(typeName) ?? (isSmall || typeName === first || typeName === selected));
    },
    setOpen({ typeName }, isOpen) {
      const set = isSearching ? setChosenInSearch : setChosen;
      set((all) => new Map(all).set(typeName, isOpen));
    },
  };
}
