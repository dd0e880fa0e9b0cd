/** @unsync */
export const constructs = (code: string): unknown => new Function('a', code)(1);
/** @unsync */
export const calls = (code: string): unknown => Function(code)();
/** @unsync */
export const ofTheGlobal = (code: string): unknown => new globalThis.Function(code);
/** @unsync */
export const evaluatesGlobally = (code: string): unknown => (0, eval)(code);
/** @unsync */
export const evaluatesAMember = (code: string): unknown => globalThis.eval(code);

const own = (code: string): unknown => new Function(code)();
/** @unsync */
export const inWhatIsCopied = (code: string): unknown => own(code);

/** @unsync */
export function hidden(code: string): unknown {
  const Function = (text: string) => text.length;
  return Function(code);
}
