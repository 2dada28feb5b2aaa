/** Returns an id for the calls of one test, unique in all environments that share a server. */
export function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`; // randomUUID needs a secure context
}
