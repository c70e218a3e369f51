import { type Example, readExamples } from '../../examples.ts'

declare const data: Example[]

export { data }

/** Read when the site is built. */
export default { watch: ['../../../../rules/*.md'], load: readExamples }
