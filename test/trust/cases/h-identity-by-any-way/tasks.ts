export interface Row { tags: string[]; name: string }
export interface Box { rows: Row[]; label: string; [other: string]: unknown }
/** @unsync */
export function spread(box: Box) { return { ...box, label: 'new' }; }
/** @unsync */
export function assigned(box: Box) { return Object.assign({}, box, { label: 'x' }); }
/** @unsync */
export function rested({ label, ...rest }: Box) { return { rest, length: label.length }; }
/** @unsync */
export function values(box: Box) { return Object.values(box); }
/** @unsync */
export function entries(box: Box) { return Object.fromEntries(Object.entries(box)); }
/** @unsync */
export function mapped(box: Box) { return box.rows.map((row) => ({ ...row, name: 'n' })); }
/** @unsync */
export function mapOf(rows: Row[]) { return new Map(rows.map((row) => [row.name, row] as const)); }
/** @unsync */
export function copied(rows: Map<string, Row>) { return new Map([...rows]); }
/** @unsync */
export function setOf(rows: Row[]) { return new Set(rows); }
/** @unsync */
export function grouped(rows: Row[]) { const out: Record<string, Row[]> = {}; for (const row of rows) (out[row.name] ??= []).push(row); return out; }
/** @unsync */
export function best(rows: Row[]) { return rows.reduce((a, b) => (a.tags.length > b.tags.length ? a : b)); }
/** @unsync */
export function paged(rows: Row[]) { return { page: rows.slice(0, 1), tags: rows.flatMap((row) => [row.tags]) }; }
/** @unsync */
export function found(rows: Row[]) { return rows.find((row) => row.name === 'b') ?? rows.at(-1); }
/** @unsync */
export function nested(box: Box) { const state = { inner: { box } }; return { ...state }; }
/** @unsync */
export function looped(box: Box) { const out: Record<string, unknown> = {}; for (const key in box) out[key] = box[key]; return out; }
/** @unsync */
export function thrown(box: Box): never { throw Object.assign(new Error('no'), { box: { ...box } }); }
/** @unsync */
export function concat(rows: Row[]) { return ([] as Row[]).concat(rows, rows[0]!); }
/** @unsync */
export function sortedBy(rows: Row[]) { return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1)); }
/** @unsync */
export function classed(rows: Row[]) { class Page { constructor(readonly rows: Row[]) {} get first() { return this.rows[0]; } } const page = new Page(rows); return { first: page.first, rows: page.rows }; }
/** @unsync */
export function json(rows: Row[]) { return { a: JSON.parse(JSON.stringify(rows)) as Row[], b: structuredClone(rows) }; }
