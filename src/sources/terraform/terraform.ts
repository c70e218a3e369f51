import type { Source } from '../source.ts'

/** Terraform's and OpenTofu's files, in their own and in the JSON syntax; with what modules they call. */
export const terraformSource: Source = {
  origin: 'terraform',
  kind: 'a Terraform module',
  mostBytes: 4 * 2 ** 20,
  claims: ({ file }) => /\.(?:tf|tofu)(?:\.json)?$/i.test(file),
  async read(files, context) {
    const { readModules } = await import('./read-modules.ts')
    return readModules(files, context)
  },
}
