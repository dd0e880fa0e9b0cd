/** @unsync */
export function f(): string { return `${process.execArgv.length} ${process.argv.length} ${process.argv0.length > 0}`; }
