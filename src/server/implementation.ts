/** The implementation of a generated service, which JavaScript may get wrong: an object with functions for its methods. */
import { invalidOption } from "../core/invalid-option.ts";

/** A function that answers calls, by the name of its method. */
export type Answer = (request: unknown, ctx: unknown) => unknown;

/** The part of a generated method that says where its answer is. */
interface Generated {
  readonly name: string;
  readonly localName: string;
}

/** The parts of a generated service that are looked at. */
interface GeneratedService {
  readonly typeName: string;
  readonly methods: readonly Generated[];
}

/** Throws for what is no generated service. */
export function checkDescription(description: GeneratedService): void {
  if (!Array.isArray(Object(description).methods)) {
    throw invalidOption("the first argument of service()", description, "a generated service");
  }
}

/** Throws unless each method of the service is a function or not there. Other properties are its own business. */
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

/** What answers a method, bound to its implementation; undefined if nothing does. */
export function findAnswer(implementation: object, { localName }: Generated): Answer | undefined {
  return (implementation as Record<string, Answer | undefined>)[localName]?.bind(implementation);
}
