let on: ((s: string) => void) | undefined;
/** @unsync */
export function register(f: (s: string) => void): number { on = f; return 1; }
export const fire = (): void => on?.('x');
