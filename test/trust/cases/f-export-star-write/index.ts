export * as all from './state.js';
