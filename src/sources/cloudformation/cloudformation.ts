import { parse } from '../../document/yaml/parse.ts'
import { resourceType } from '../../resource/resource-type.ts'
import type { Source } from '../source.ts'
import { shortTags } from './tags.ts'

const anyType = /Type["']?\s*:\s*["']?\w+::/

const sections = /(?:^|[\s{,"'])(?:AWSTemplateFormatVersion|Resources)["']?\s*:/m

/** CloudFormation templates, SAM's among them. */
export const cloudformationSource: Source = {
  origin: 'cloudformation',
  kind: 'a CloudFormation template',
  claims({ file, text }) {
    // Two plain searches are done with nearly every other file.
    if (!text.includes('Resources') && !text.includes('AWSTemplateFormatVersion')) return false
    if (!sections.test(text) || !(anyType.test(text) || text.includes('AWSTemplateFormatVersion'))) return false
    // A spec or a plan may quote a template.
    if (!text.includes(resourceType.arnField)) return true
    const [top] = parse(text, { json: file.toLowerCase().endsWith('.json'), shortTags }).documents
    return top?.kind === 'map' && top.entries.some(({ key }) => key === 'Resources')
  },
  async read(files, context) {
    const { readTemplates } = await import('./read-templates.ts')
    return readTemplates(files, context)
  },
}
