export * from './exported-state';
