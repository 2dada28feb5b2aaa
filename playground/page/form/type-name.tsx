/** The type of a field. A long name breaks behind its dots, not within its words. */
import { Fragment } from "react";

export function TypeName({ type }: { readonly type: string }) {
  return (
    <span className="form-type">
      {type.split(/(?<=\.)/).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name does not change
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
