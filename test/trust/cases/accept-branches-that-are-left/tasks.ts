interface Row {
  n: number;
}

/** @unsync */
export function untilOne(rows: Row[]): number {
  let sum = 0;
  for (const row of rows) {
    let own: Row = { n: 0 };
    if (row.n > 2) {
      own = row;
      sum += own.n;
      break;
    }
    own.n = row.n;
    sum += own.n;
  }
  return sum;
}

/** @unsync */
export function allOthers(rows: Row[]): number {
  let sum = 0;
  for (const row of rows) {
    let own: Row = { n: 0 };
    if (row.n > 2) {
      own = row;
      sum += own.n;
      continue;
    }
    own.n = row.n;
    sum += own.n;
  }
  return sum;
}
