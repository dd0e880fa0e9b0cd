import { ParseError, parse } from './parse.js';

console.log(await parse('width = 3\nheight = 4'));

// What a worker throws is caught here, as if the function had been called in place.
try {
  await parse('width = 3\nheight = "tall"');
} catch (error) {
  // The same class,
  if (!(error instanceof ParseError)) throw error;
  // its fields,
  console.log(error.message, '→ line', error.line, 'column', error.column);
  // and a stack that leads to the line of the TypeScript source.
  console.log('thrown in', frames(error)[0]);
  console.log('called by', frames(error)[1]);
}

// `result()` throws it, and `cause` comes along.
try {
  parse('width = 3..').result();
} catch (error) {
  const { cause } = error as ParseError;
  console.log((error as ParseError).message, '→ because of a', (cause as Error).name);
}

/** `parse (src/parse.ts:17:42)`: the stack, without the folder that the example happens to be in. */
function frames({ stack = '' }: Error): string[] {
  return [...stack.matchAll(/at (\S+) \(.*?(src\/\S+?):\d+\)/g)].map(([, name, where]) => `${name} (${where})`);
}
