export class Base extends Error { constructor(message: string, readonly code: string) { super(message); } describe(): string { return `${this.code}: ${this.message}`; } }
export class NotFound extends Base { constructor(what: string) { super(`${what} not found`, 'E404'); } }
