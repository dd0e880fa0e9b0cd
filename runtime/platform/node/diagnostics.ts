// Channels for tracing tools, and those of Node itself.
export { default as diagnostics } from 'node:diagnostics_channel';
