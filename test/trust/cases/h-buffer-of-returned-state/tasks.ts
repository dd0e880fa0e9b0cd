const table = new Map([['a', new Uint8Array(3)]]);
/** @unsync */
export function get(): { bytes: Uint8Array } { return { bytes: table.get('a')! }; }
/** @unsync */
export function look(): number { return table.get('a')![0]!; }
