let requests = 0;
export function handle() {
  requests++;
}

/** @unsync */
export function report(): string {
  return `${requests} requests`;
}

/** @unsync */
export function fine() {
  return 1;
}

/** @unsyc */
export function misspelled() {
  return 2;
}
