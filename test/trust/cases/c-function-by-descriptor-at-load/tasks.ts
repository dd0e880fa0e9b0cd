const change = (): number => Math.random();

const c = Object.create(null, { run: { value: change } });
export const id = c.run();
export const own = () => id;
/** @unsync */
export function look(n: number): unknown { return id; }
