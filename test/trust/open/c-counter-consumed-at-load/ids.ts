let n = 0;
export const next = (): number => ++n;
