export * from '../../plain/tasks.js';
