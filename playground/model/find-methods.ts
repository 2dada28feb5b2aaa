/** Searches the methods of a schema. */
import type { CatalogMethod, CatalogService } from "./catalog.ts";

/** What is searched of a method, in lower case. */
const texts = new WeakMap<CatalogMethod, string>();

/** Returns the services with those of their methods that contain every word of the query. */
export function findMethods(services: readonly CatalogService[], query: string): readonly CatalogService[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return services;
  }
  return services
    .map((service) => ({
      ...service,
      methods: service.methods.filter((method) => {
        const text = textOf(method, service);
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ methods }) => methods.length > 0);
}

function textOf(method: CatalogMethod, service: CatalogService): string {
  let text = texts.get(method);
  if (text === undefined) {
    const { id, kindLabel, hint, comment } = method;
    text = [id, kindLabel, hint, comment, service.comment].join("\n").toLowerCase();
    texts.set(method, text);
  }
  return text;
}
