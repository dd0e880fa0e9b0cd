interface Box { rows: number[]; label: string }
/** @unsync */
export function relabel(box: Box): Box {
  return { ...box, label: 'new' };
}
