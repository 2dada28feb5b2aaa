/** The names of the formats in which a call can be copied, apart from the formats: menus need them before. */

/** Those of any call, sent or not. */
export const callLabels = ["curl", "curl, binary", "buf curl", "grpcurl", "fetch", "TypeScript", "React hook"] as const;

/** Those of a recorded call, which has responses. */
export const copyLabels = [...callLabels, "test fixture"] as const;
