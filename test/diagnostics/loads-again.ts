const seed = Math.random();
const started = { at: Date.now() };
const now = () => performance.now();
const measured = now();
const moment = new Date(0);
const table = (() => {
  const squares: number[] = [];
  for (let i = 0; i < 10; i++) squares.push(i * i);
  return squares;
})();

class Session {
  static readonly id = crypto.randomUUID();
  readonly made = Date.now();
}
const session = new Session();

/** @unsync */
export function all(): unknown[] {
  return [seed, started.at, measured, moment.getTime(), table[2], Session.id, session.made];
}
