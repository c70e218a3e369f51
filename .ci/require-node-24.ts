// The development dependency node@24 puts Node 24 first on the PATH of npm scripts. Where its install
// script was blocked, tests would run on the machine's own Node without a word.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(`Node ${process.versions.node} runs here, the project is developed on 24. Run: npm ci (with scripts).`)
  process.exit(1)
}
