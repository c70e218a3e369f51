import type { Report } from '../model.ts'

/** The report itself. What could steer a terminal or a runner is written as a JSON escape, so the values stay equal. */
export function renderJson(report: Report): string {
  const asEscape = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  return `${JSON.stringify(report, null, 2)
    .replaceAll(/[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g, asEscape)
    .replaceAll('##[', '#\\u0023[')}\n`
}
