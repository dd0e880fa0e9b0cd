export class HttpError extends Error { constructor(s, m) { super(m); this.status = s; } get isClient() { return this.status < 500; } }
