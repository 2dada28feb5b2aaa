/** Finds the target that a call from a link or the history belongs to. */
import type { SchemaSource, Target } from "./target.ts";

export interface Home {
  /** A target of the same server, with services that have the method. */
  readonly target: Target | undefined;
  /** Targets of other servers whose services have the method: one for each schema. */
  readonly lenders: readonly Target[];
}

export interface FindHomeOptions {
  /** In the order of preference. */
  readonly targets: readonly Target[];
  readonly baseUrl: string;
  readonly hasMethod: (source: SchemaSource) => Promise<boolean>;
}

export async function findHome({ targets, baseUrl, hasMethod }: FindHomeOptions): Promise<Home> {
  const known = new Map<string, Promise<boolean>>();
  const isHome = (target: Target) => isOfServer(target, baseUrl);
  const lenders = new Map<string, Target>();
  for (const target of [...targets.filter(isHome), ...targets.filter((one) => !isHome(one))]) {
    const key = schemaKey(target.schema);
    const has = known.get(key) ?? hasMethod(target.schema);
    known.set(key, has);
    if (await has) {
      if (isHome(target)) {
        return { target, lenders: [] };
      }
      lenders.set(key, lenders.get(key) ?? target);
    }
  }
  return { target: undefined, lenders: [...lenders.values()] };
}

export function isOfServer({ settings }: Target, baseUrl: string): boolean {
  return settings.baseUrl.trim() === baseUrl.trim();
}

/** Equal for the same services. */
export function schemaKey(source: SchemaSource): string {
  return source.kind === "built-in" ? "" : source.id;
}
