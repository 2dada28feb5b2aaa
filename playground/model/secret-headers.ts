/** Tells which request headers may carry secrets: links, the history and copied commands leave their values out. */

const secretName = /auth|cookie|token|secret|passw|api-?key|-key$|session|credential|signature|jwt|csrf|xsrf/i;
/** Schemes of the Authorization header, which applications use in other headers as well, and JSON Web Tokens. */
const secretValue = /^(bearer|basic|digest|negotiate)\s+\S|^eyJ[\w-]+\.[\w-]+\./i;

export type HeaderPair = readonly [name: string, value: string];

export function isSecretHeader([name, value]: HeaderPair): boolean {
  return secretName.test(name) || secretValue.test(value.trim());
}

/** Replaces secret values by placeholders that a reader understands: "Bearer <authorization>". */
export function hideSecrets(headers: readonly HeaderPair[]): [name: string, value: string][] {
  return headers.map((header) => {
    const [name, value] = header;
    const scheme = /^(?:bearer|basic|digest|negotiate)\s+(?=\S)/i.exec(value.trim())?.[0] ?? "";
    return [name, isSecretHeader(header) ? `${scheme}<${name.toLowerCase()}>` : value];
  });
}
