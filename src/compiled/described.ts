/** What compiled types inherit: the properties of a descriptor, for code that reads them. */

/** Returns the descriptor of a compiled type, or a compiled type that stands for a descriptor of protobuf-es. */
type Counterpart = (type: object) => object;

let counterpart: Counterpart | undefined;

/** Called by what makes descriptors, which only a page that needs some loads. */
export function setCounterpart(next: Counterpart): void {
  counterpart = next;
}

export function counterpartOf(type: { typeName?: string; name?: string }): object {
  if (!counterpart) {
    const name = type.typeName ?? type.name;
    throw new Error(`${name} has no descriptor in this page: get it from descOf() of farcall/compiled`);
  }
  return counterpart(type);
}

const prototype = {};

/** Lets all compiled types have properties of their descriptors. */
export function inherit(names: string): void {
  for (const name of names.split(" ")) {
    Object.defineProperty(prototype, name, {
      get(this: { typeName: string }) {
        return (counterpartOf(this) as Record<string, unknown>)[name];
      },
    });
  }
}

// Of messages, enums, services and methods, and a few of extensions. What makes descriptors adds the rest of those.
inherit(
  "file proto name parent deprecated fields field oneofs members nestedEnums nestedMessages nestedExtensions open values value sharedPrefix number extendee",
);

/** Makes a type readable as a descriptor. */
export function described<T extends object>(type: T): T {
  return Object.setPrototypeOf(type, prototype);
}

export function isDescribed(value: object): boolean {
  return Object.getPrototypeOf(value) === prototype;
}

/**
 * Returns the descriptor of protobuf-es for a generated type, service, method or file, for code that reads its properties:
 * `descOf(HatSchema).fields`. Without compiled messages, that is the argument itself. In a page with compiled messages, this
 * is what makes a descriptor available: reading a property of `HatSchema` throws where nothing else in the page does.
 */
export function descOf<T>(type: T): T {
  return type;
}
