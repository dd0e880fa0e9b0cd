/** Host: ts-patch, which loads this as a program transformer of tspc. */
import { transformProgram } from '../transform-program';

// one function is the module: ts-patch takes it so, and bundlers and ES modules import it alike
export = transformProgram;
