// Stacks as text, whatever `Error.prepareStackTrace` makes of them: for some tools it gives call sites, and it may throw.

/** Makes an error that is to be given another stack: one of its own would be formatted first. */
export function withoutStack<T>(make: () => T): T {
  const limit: unknown = Error.stackTraceLimit;
  Reflect.set(Error, 'stackTraceLimit', undefined);
  try {
    return make();
  } finally {
    Reflect.set(Error, 'stackTraceLimit', limit);
  }
}

/** Call sites, as which some tools want stacks, below a head. */
export const withSites = (head: string, sites: readonly unknown[]): string =>
  [head, ...sites.map((site) => `    at ${String(site)}`)].join('\n');

/** '' where there is none. */
export function stackOf(error: { readonly stack?: unknown } | undefined): string {
  try {
    const stack = error?.stack;
    if (!Array.isArray(stack)) return String(stack ?? '');
    return withSites(String(error), stack);
  } catch {
    return '';
  }
}
