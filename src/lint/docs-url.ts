const pages = 'https://github.com/imagebuilder-guard/imagebuilder-guard/blob/main/rules'

/** Page of a built-in rule. */
export function docsUrl(ruleId: string): string {
  return `${pages}/${ruleId}.md`
}
