const pages = 'https://github.com/imagebuilder-guard/imagebuilder-guard/blob/main/rules'

/** One text for all findings of a rule. */
const known = new Map<string, string>()

/** Page of a built-in rule. */
export function docsUrl(ruleId: string): string {
  const page = known.get(ruleId) ?? `${pages}/${ruleId}.md`
  known.set(ruleId, page)
  return page
}
