import { availableParallelism } from 'node:os'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** What starts processes or servers, or reads what is built; a test elsewhere that does says so in its name. */
const system = [
  'test/{action,aws,ci,cli,crash,docs,e2e,local,workflows}/**/*.test.ts',
  '{rules,test}/**/*.system.test.ts',
]

/** What looks at pages in Chromium: each alone, since it measures how long they take to open. */
const browser = ['test/**/*.browser.test.ts']

const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 20_000,
    globalSetup: 'test/support/own-tmp.ts',
    // Workers go from file to file: half of a test's time was starting a worker for it. One more than there are cores,
    // since tests wait for processes, for rates and for signals.
    isolate: false,
    maxWorkers: availableParallelism() + 1,
    unstubEnvs: true,
    // Configs and plugins of a test are loaded by Node itself, as a user's are.
    server: { deps: { external: [/\/ibguard-[^/]*\//] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{rules,test}/**/*.test.ts'],
          exclude: [...system, ...browser],
          setupFiles: 'test/support/no-processes.ts',
        },
      },
      { extends: true, test: { name: 'system', include: system, globalSetup: 'test/support/built.ts' } },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          testTimeout: 120_000,
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
export default config
