import type { Source } from '../source.ts'

const isModuleFile = (file: string): boolean => /\.(?:tf|tofu)(?:\.json)?$/i.test(file)

/** Values that are read with their module, and what other tools write in the same language: never specs. */
const isBeside = (file: string): boolean => /\.(?:tfvars(?:\.json)?|hcl)$/i.test(file)

/** Terraform's and OpenTofu's files, in their own and in the JSON syntax; with what modules they call. */
export const terraformSource: Source = {
  origin: 'terraform',
  kind: 'a Terraform module',
  mostBytes: 4 * 2 ** 20,
  claims: ({ file }) => isModuleFile(file) || isBeside(file),
  async read(files, context) {
    const { readModules } = await import('./read-modules.ts')
    return readModules(
      files.filter(({ file }) => isModuleFile(file)),
      context,
    )
  },
}
