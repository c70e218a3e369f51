import { defineRule, type Rule } from 'imagebuilder-guard'

/** Build instances say which team pays for them. */
const teamTag: Rule = defineRule({
  id: 'acme/team-tag',
  summary: 'Build instances carry the tag team.',
  severity: 'error',
  messages: { missing: 'resourceTags lacks team.' },
  *check({ config }) {
    if (config.resourceTags?.team === undefined) yield { messageId: 'missing', path: ['resourceTags', 'team'] }
  },
})

export default teamTag
