declare module "whatwg-fetch" {
  export const fetch: typeof globalThis.fetch;
}
