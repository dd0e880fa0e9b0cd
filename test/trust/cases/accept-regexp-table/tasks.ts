const RULES: [RegExp, string][] = [[/\*\*(.+?)\*\*/g, '<b>$1</b>'], [/_(.+?)_/g, '<i>$1</i>']];
/** @unsync */
export function md(s: string): string { return RULES.reduce((t, [re, to]) => t.replace(re, to), s); }
