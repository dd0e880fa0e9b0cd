/** @unsync */
export function f(): string { return `${import.meta.dirname.split('/').at(-1)} ${import.meta.filename.split('/').at(-1)}`; }
