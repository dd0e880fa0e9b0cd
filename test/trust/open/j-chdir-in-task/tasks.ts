/** @unsync */
export function go(p: string): string { process.chdir(p); return process.cwd(); }
