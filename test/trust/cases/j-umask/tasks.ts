/** @unsync */
export function f(): number { return process.umask(); }
