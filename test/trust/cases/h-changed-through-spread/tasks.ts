interface Box { rows: number[]; inner: { all: Set<string> } }
/** @unsync */
export function change(box: Box) { const copy = { ...box }; copy.rows.push(2); const { rows: _, ...rest } = copy; Object.assign({}, rest).inner.all.add('x'); return copy.rows.length; }
