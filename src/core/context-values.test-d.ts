/** What must not compile: a key says of what type its value is. Checked by `tsc`, never run. */
import { ContextValues, createContextKey } from "./context-values.ts";

const attempt = createContextKey(0);
const user = createContextKey<string | undefined>(undefined);
const values = new ContextValues();

values.set(attempt, values.get(attempt) + 1).set(user, "ada");

// @ts-expect-error a number's key takes no text
values.set(attempt, "1");

// @ts-expect-error a value with a default of undefined may be undefined
values.get(user).length;
