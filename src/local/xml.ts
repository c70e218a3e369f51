import type { Reply } from './exchange.ts'

export function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`
}

/** XML has no way to write control characters. */
function escapeXml(text: string): string {
  const printable = text.replaceAll(/\p{Cc}/gu, '\ufffd')
  return printable.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

export function xmlReply(status: number, requestId: string, body: string): Reply {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body }
}
