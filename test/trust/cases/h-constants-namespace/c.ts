export const A = { a: 1 }; const hidden = { b: 1 }; export { hidden as B };
