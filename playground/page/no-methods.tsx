/** In place of request and response while there is no method to call. */
import type { ReactNode } from "react";
import type { SchemaControl } from "./use-schema.ts";

export interface NoMethodsProps {
  control: SchemaControl;
  /** What else can be said: for example, that a call waits for its services. */
  children?: ReactNode;
}

export function NoMethods({ control, children }: NoMethodsProps) {
  if (!control.schema && control.activity?.kind !== "failed") {
    return <p className="placeholder">Reading the services …</p>;
  }
  return (
    <section className="pane no-methods" aria-label="No methods">
      <h2>No method to call</h2>
      <p>
        {control.schema
          ? `${control.schema.name} has no service with a method.`
          : "The services of this target could not be read."}{" "}
        Drop a descriptor set onto the page, or choose other services on the left. To create a set from .proto files:
      </p>
      <pre>buf build -o descriptors.binpb</pre>
      {children}
    </section>
  );
}
