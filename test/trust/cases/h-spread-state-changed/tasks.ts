export const config = { list: [1], n: 1 };
/** @unsync */
export function get() { return { ...config, n: 2 }; }
/** @unsync */
export function count() { return config.list.length; }
