/** @unsyc */
export function a() {}

/** @Unsync */
export function b() {}

/** @nsync is one letter short */
export const c = () => {};

/** Mail me@unsyn.example, and see {@link unsync}; @user tags are fine. */
export const d = "/** @unsyc */";
