console.log('lib loaded');
export function two() { return 2; }
