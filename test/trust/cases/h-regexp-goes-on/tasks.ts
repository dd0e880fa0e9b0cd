/** @unsync */
export function next(re: RegExp, text: string): string { return re.exec(text)?.[0] ?? 'none'; }
