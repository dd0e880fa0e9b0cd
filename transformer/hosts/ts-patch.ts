/** Host: ts-patch, which loads this as a program transformer of tspc. */
import { transformProgram } from '../program/transform-program';

/**
 * Of a program, the one that tspc compiles in its place. Declared without TypeScript's types: who checks this may have
 * a TypeScript that has others, or, as 7, none.
 *
 * @param config the plugin entry of the project
 * @param given what ts-patch has beside: the compiler
 */
type Transformer = <P extends object>(
  program: P,
  host: object | undefined,
  config: Readonly<Record<string, unknown>>,
  given: { readonly ts: object },
) => P;

const transformer: Transformer = (program, host, config, given) => {
  // what a transformer of files is given, by an entry that does not say which it is
  if (!(given as { ts?: object } | undefined)?.ts)
    throw new Error(
      `unsync/transformer makes programs: its entry in "plugins" needs "transformProgram": true, with ts-patch 3.3 or later.`,
    );
  return (transformProgram as unknown as Transformer)(program, host, config, given);
};

// one function is the module: ts-patch takes it so, and bundlers and ES modules import it alike
export = transformer;
