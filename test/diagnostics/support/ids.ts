let last = 0;
export const nextId = (): number => ++last;
