/** The letters of a text as Terraform counts them: what people see as one, such as an emoji with its modifiers. */
export function lettersOf(text: string): string[] {
  // A line's end in two characters is one letter as well.
  if (/^[\u0000-\u007f]*$/.test(text) && !text.includes('\r\n')) return text.split('')
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/** As Terraform writes JSON, where no mark of HTML stands. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Made when the first text needs it. */
let segmenter: Intl.Segmenter | undefined
