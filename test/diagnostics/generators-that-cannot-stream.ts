/** @unsync */
export function* twoWay(): Generator<number, void, string> {
  const word = yield 1;
  console.log(word);
}

function* plain() {
  yield 1;
}

/** @unsync */
export function givesOne() {
  return plain();
}

/** @unsync */
export const arrow = () => plain();
