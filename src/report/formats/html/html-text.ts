const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
  '\n': '&#10;',
}

/** Text as text, in an element and in a quoted attribute, on one line; what steers a runner that reads it does nothing. */
export function htmlText(text: string): string {
  return text.replaceAll(/[&<>"'`\n]/g, (char) => entities[char] as string).replaceAll(/##(?=\[)/g, '#&#35;')
}
