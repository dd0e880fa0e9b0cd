import { nextId } from './support/ids';

let last = 0;
function next() {
  return ++last;
}
export const first = next();
export const label = () => `${next()}`;

/** @unsync */
export function makesOne(): number {
  return next();
}

/** @unsync */
export function makesOneElsewhere(): number {
  return nextId();
}
