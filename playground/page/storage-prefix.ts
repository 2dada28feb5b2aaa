/** The beginning of all names in the browser's storage, so that several playgrounds of one origin stay apart. */
import { createContext } from "react";

export const defaultStoragePrefix = "farcall.playground";
export const StoragePrefix = createContext(defaultStoragePrefix);
