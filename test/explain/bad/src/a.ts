let requests = { count: 0 };
export function handle() {
  requests = { count: requests.count + 1 };
}

/** @unsync */
export function report(): string {
  return `${requests.count} requests`;
}

/** @unsync */
export function fine() {
  return 1;
}

/** @unsyc */
export function misspelled() {
  return 2;
}
