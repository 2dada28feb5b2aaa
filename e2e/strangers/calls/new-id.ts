/** A name for what one test does, unique in all environments that share a server. */
export function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`; // randomUUID is not for every page
}
