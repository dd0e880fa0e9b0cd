/** @unsync */
export function next(re: RegExp, s: string): string { return re.exec(s)?.[0] ?? 'none'; }
