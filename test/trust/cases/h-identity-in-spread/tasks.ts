interface Box { rows: number[]; label: string }
/** @unsync */
export function relabel(box: Box): Box {
  return { ...box, label: 'new' };
}
/** @unsync */
export function fill(box: Box): { all: Box[] } {
  return Object.assign({ all: [box] }, { other: 1 });
}
