const items = [{ done: false }];

export const isDone = () => items.every((i) => i.done);

/** @unsync */
export function finish(): number {
  for (const item of items) item.done = true;
  return items.length;
}

/** @unsync */
export function finishByEntries(): number {
  for (const [, item] of items.entries()) item.done = true;
  return items.length;
}
