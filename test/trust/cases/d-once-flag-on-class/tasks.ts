export class Dict { static words: string[] | undefined; static load(): string[] { return (this.words ??= ['a']); } }
/** @unsync */
export function n(k: number): number { return k + Dict.load().length; }
