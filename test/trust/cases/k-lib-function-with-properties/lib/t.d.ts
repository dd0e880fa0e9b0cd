declare function t(k: string): string;
declare namespace t { let locale: string; }
export default t;
