/** Host: `unsync trace`. Makes a page of what UNSYNC_TRACE wrote. Needs no compiler. */
import * as fs from 'node:fs';
import { read } from '../../../runtime/trace/model';
import { page } from '../../../runtime/trace/page';
import type { Output } from '../command';

export const traceUsage = 'unsync trace <trace.json> [--out file.html]';

/** Gives the exit code: 0, 2 where there is no trace to show. */
export function runTrace(args: readonly string[], { out, err }: Pick<Output, 'out' | 'err'>): number {
  const fail = (message: string) => (err(`unsync: ${message}\n`), 2);
  const [input, option, given, ...rest] = args;
  if (input === undefined || (option !== undefined && (option !== '--out' || !given)) || rest.length)
    return fail(traceUsage);
  const output = given ?? `${input.replace(/\.json$/, '')}.html`;
  try {
    const model = read(fs.readFileSync(input, 'utf8'));
    if (typeof model === 'string') return fail(`${input} ${model}`);
    fs.writeFileSync(output, page(model));
    out(`${output}: ${model.calls.length} calls of ${model.functions.length} functions\n`);
    return 0;
  } catch (error) {
    return fail((error as Error).message);
  }
}
