import { defineConfig, type ViteUserConfig } from 'vitest/config'

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['{rules,test}/**/*.test.ts'],
    testTimeout: 20_000,
    // Configs and plugins of a test are loaded by Node itself, as a user's are.
    server: { deps: { external: [/\/ibguard-[^/]*\//] } },
  },
})
export default config
