import Papa from 'papaparse';

/** @unsync */
export function parse(csv: string): Papa.ParseResult<Record<string, unknown>> {
  return Papa.parse<Record<string, unknown>>(csv, { header: true, dynamicTyping: true, skipEmptyLines: true });
}

/** @unsync */
export function format(rows: Record<string, unknown>[], options: Papa.UnparseConfig): string {
  return Papa.unparse(rows, options);
}
