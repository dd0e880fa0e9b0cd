class Table { static defaults = { rows: [1, 2], name: 'd' }; }
/** @unsync */
export function get(name: string) { return Object.assign({}, Table.defaults, { name }); }
/** @unsync */
export function count() { return Table.defaults.rows.length; }
