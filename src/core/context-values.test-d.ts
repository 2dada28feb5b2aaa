/** Types that must not compile: a key determines the type of its value. Checked by `tsc`, never run. */
import { ContextValues, createContextKey } from "./context-values.ts";

const attempt = createContextKey(0);
const user = createContextKey<string | undefined>(undefined);
const values = new ContextValues();

values.set(attempt, values.get(attempt) + 1).set(user, "ada");

// @ts-expect-error a key for numbers does not accept a string
values.set(attempt, "1");

// @ts-expect-error a value with a default of undefined may be undefined
values.get(user).length;
