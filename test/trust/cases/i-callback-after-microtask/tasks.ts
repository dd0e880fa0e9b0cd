/** @unsync */
export function start(on: (s: string) => void): string { Promise.resolve('ready').then(on); return 'started'; }
