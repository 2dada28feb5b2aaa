/** Validates the implementation of a generated service: an object with a function for each method. */
import { invalidOption } from "../core/invalid-option.ts";

/** A function that implements a method. */
export type Answer = (request: unknown, ctx: unknown) => unknown;

/** The parts of a generated method that identify its implementation. */
interface Generated {
  readonly name: string;
  readonly localName: string;
}

/** The parts of a generated service that are validated. */
interface GeneratedService {
  readonly typeName: string;
  readonly methods: readonly Generated[];
}

/** Throws unless `description` is a generated service. */
export function checkDescription(description: GeneratedService): void {
  if (!Array.isArray(Object(description).methods)) {
    throw invalidOption("the first argument of service()", description, "a generated service");
  }
}

/** Throws unless each method of the service is a function or missing. Other properties are ignored. */
export function checkImplementation({ typeName, methods }: GeneratedService, implementation: unknown): void {
  if (typeof implementation !== "object" || implementation === null) {
    throw invalidOption(`the implementation of ${typeName}`, implementation, "an object with its methods");
  }
  for (const { localName } of methods) {
    const answer = (implementation as Record<string, unknown>)[localName];
    if (answer !== undefined && typeof answer !== "function") {
      throw invalidOption(`${localName} of ${typeName}`, answer, "a function");
    }
  }
}

/** Returns the function for a method, bound to its implementation; undefined if there is none. */
export function findAnswer(implementation: object, { localName }: Generated): Answer | undefined {
  return (implementation as Record<string, Answer | undefined>)[localName]?.bind(implementation);
}
