export function createStore() { const all = []; return { add: (x) => void all.push(x), size: () => all.length }; }
