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

/** '' where there is none. */
export function stackOf(error: { readonly stack?: unknown } | undefined): string {
  try {
    const stack = error?.stack;
    if (!Array.isArray(stack)) return String(stack ?? '');
    return [String(error), ...stack.map((site) => `    at ${site}`)].join('\n');
  } catch {
    return '';
  }
}
