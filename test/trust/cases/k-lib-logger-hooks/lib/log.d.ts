export interface Logger { info(s: string): void; on(f: (s: string) => void): void }
declare const logger: Logger;
export default logger;
