// Jest over ESM TypeScript through swc; run by `npm test` with --experimental-vm-modules.
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022', transform: { react: { runtime: 'automatic' } } },
        module: { type: 'es6' },
      },
    ],
  },
  globalSetup: '<rootDir>/test/support/start-mongo.mjs',
  globalTeardown: '<rootDir>/test/support/stop-mongo.mjs',
  // Each may bring a browser and a database of its own: more would only wait for each other.
  maxWorkers: 2,
  // A hang is told from a busy machine: what a test proves is never how quick the machine was.
  testTimeout: 180_000,
};
