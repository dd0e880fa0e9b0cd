/** @unsync */
function unused(n: number): number {
  return n === 0 ? 0 : unused(n - 1);
}

/** @unsync */
function used(n: number) {
  return n;
}
void used(1);

/** @unsync */
const unusedConstant = () => 1;

/** @unsync */
function exportedLater() {
  return 1;
}
export { exportedLater };

/** @unsync */
function usedAsType(n: string) {
  return n;
}
export type Parameter = Parameters<typeof usedAsType>[0];
