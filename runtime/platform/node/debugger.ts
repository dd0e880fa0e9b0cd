// Tells if somebody debugs this process, whose threads may have been stopped.
import inspector from 'node:inspector';

export const isDebugged = (): boolean => inspector.url() !== undefined;
