import { visible } from '../../text/visible.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Text in XML. What XML cannot hold at all, lone surrogates and controls, was made visible before. */
export function xml(text: string): string {
  return visible(text.toWellFormed())
    .replaceAll(/[\ufffe\uffff]/g, '�')
    .replaceAll(/[&<>"']/g, (char) => entities[char] as string)
    .replaceAll('##[', '&#35;&#35;[')
}
