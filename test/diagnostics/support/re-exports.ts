export * from '../attack-state-exported-to-others';
export * as everything from '../attack-state-exported-to-others';
