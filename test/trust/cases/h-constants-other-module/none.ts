export const NONE = { none: 1 };
