import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import { isPlaceholder } from '../src/text/placeholder.ts'

/**
 * A family with its generation, and a size: m7i-flex.large, u-6tb1.56xlarge, mac-m4pro.metal, c7i.metal-24xl.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
const form =
  /^(?=[a-z-]*\d)[a-z][a-z0-9]*(?:-[a-z0-9]+)*\.(?:nano|micro|small|medium|large|\d*xlarge|metal(?:-[a-z0-9]+)?)$/

/** Types of other services: db.m5.large of RDS, m5.large.search of OpenSearch. */
const ofService = /^(?:(db|cache|ml|dms|dax|kafka|mq|docdb)\.)?([a-z0-9-]+\.[a-z0-9-]+)(?:\.(search|elasticsearch))?$/

export const instanceTypesForm: Rule = defineRule({
  id: 'instance-types-form',
  summary: 'Instance types are written as EC2 writes them, each once.',
  severity: 'error',
  messages: {
    form: '{{actual}} is no instance type: FAMILY.SIZE in lower case, such as "m7i.large".',
    meant: '{{actual}} is no instance type; did you mean {{meant}}?',
    several: '{{actual}} holds several types; make each an item of the list.',
    repeated: '{{actual}} is listed twice.',
  },
  *check({ config }) {
    const seen = new Set<string>()
    for (const [index, type] of (config.instanceTypes ?? []).entries()) {
      const path = ['instanceTypes', index]
      const data = { actual: JSON.stringify(type) }
      if (seen.has(type)) yield { messageId: 'repeated', data, path }
      seen.add(type)
      if (form.test(type) || isPlaceholder(type)) continue
      const meant = closestType(type)
      if (meant !== undefined) yield { messageId: 'meant', data: { ...data, meant: JSON.stringify(meant) }, path }
      else yield { messageId: /[\s,;]/.test(type.trim()) ? 'several' : 'form', data, path }
    }
  },
})

function closestType(type: string): string | undefined {
  const plain = type.trim().toLowerCase()
  const candidates = [
    plain,
    ofService.exec(plain)?.[2],
    plain.replace(/[\s_]+/, '.'),
    plain.replace(/(?=(?:nano|micro|small|medium|large|\d*xlarge|metal)$)/, '.'),
  ]
  return candidates.find((candidate) => candidate !== undefined && form.test(candidate))
}
