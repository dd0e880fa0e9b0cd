export declare class HttpError extends Error { status: number; constructor(s: number, m: string) }
