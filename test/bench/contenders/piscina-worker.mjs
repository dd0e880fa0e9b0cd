import { move } from 'piscina';
import { echo, fresh } from '../../plain/tasks.js';

export * from '../../plain/tasks.js';
export const echoMoved = (bytes) => move(echo(bytes));
export const freshMoved = (size) => move(fresh(size));
