import { rule } from './dist/rule.js';

export default [
  {
    files: ['samples/**/*.js'],
    plugins: { local: { rules: { formatted: rule } } },
    rules: { 'local/formatted': 'error' },
  },
];
