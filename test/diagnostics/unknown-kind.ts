/** @unsync parallel */
export function a() {}

/** @unsync - hashes a file */
export function b() {}
