export class Doc {
  parts = [{ n: 1 }];
  /** @unsync */
  snapshot() { return { ...this }; }
}
