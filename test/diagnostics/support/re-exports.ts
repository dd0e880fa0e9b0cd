export * from '../state-exported-to-others';
export * as everything from '../state-exported-to-others';
