import type { Source } from '../source.ts'

/** Plans of Terraform and OpenTofu, as `terraform show -json` prints them. */
export const terraformPlanSource: Source = {
  origin: 'terraform-plan',
  kind: 'a plan of Terraform',
  mostBytes: 64 * 2 ** 20,
  claims: ({ text }) => isPlanText(text),
  async read(files, context) {
    const { readPlans } = await import('./read-plan.ts')
    return readPlans(files, context)
  },
}

/** Terraform prints its format's version first; what else is asked for tells a state from a plan. */
function isPlanText(text: string): boolean {
  return /^\s*\{\s*"/.test(text) && text.includes('"resource_changes"') && /"format_version"\s*:/.test(text)
}
