/** The chosen theme, for components with their own styles; undefined if the system decides. */
import { createContext } from "react";

export const ShownTheme = createContext<"light" | "dark" | undefined>(undefined);
