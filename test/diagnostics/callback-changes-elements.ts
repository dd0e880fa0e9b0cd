const items = [{ done: false, parts: [{ done: false }] }];

export const isDone = () => items.every((i) => i.done);

/** @unsync */
export function finish(): number {
  items.forEach((item) => {
    item.done = true;
  });
  return items.length;
}

const end = (part: { done: boolean }) => {
  part.done = true;
};

/** @unsync */
export function finishParts(): number {
  items.flatMap((i) => i.parts).forEach(end);
  return items.length;
}
