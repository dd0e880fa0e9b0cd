/** @unsync */
export function uses(): unknown {
  return [misspelt, notDeclared.value, new Missing(), typeof alsoMissing];
}
