export class LateError extends Error { get isLate(): boolean { return true; } }
