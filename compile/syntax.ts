/** Pieces of JavaScript. */

/** A literal for the value of a scalar. */
export function literal(value: unknown): string {
  if (typeof value === "bigint") {
    return `${value}n`;
  }
  if (value instanceof Uint8Array) {
    return `new Uint8Array([${value}])`;
  }
  if (typeof value === "number") {
    return Object.is(value, -0) ? "-0" : String(value);
  }
  return JSON.stringify(value);
}

const identifier = /^[A-Za-z_$][\w$]*$/;

/** The access to a property: `.name`, or `["name"]`. */
export function member(name: string): string {
  return identifier.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** A key in a literal. `__proto__` would set the prototype. */
export function key(name: string): string {
  return name === "__proto__" ? `["__proto__"]` : identifier.test(name) ? name : JSON.stringify(name);
}
