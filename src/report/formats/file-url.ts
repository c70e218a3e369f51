/** Where a file's page is, by how the pages of a commit begin; undefined for a name that could lead elsewhere. */
export function fileUrl(filesUrl: string | undefined, file: string, line?: number): string | undefined {
  const parts = file.toWellFormed().split('/')
  // A report may be of anybody, and a browser climbs out of the repository by dots.
  if (filesUrl === undefined || parts.some((part) => part === '' || part === '.' || part === '..')) return undefined
  if (/[\\\u0000-\u001f\u007f]/.test(file)) return undefined
  return `${filesUrl}${parts.map(encodePart).join('/')}${line === undefined ? '' : `#L${line}`}`
}

function encodePart(part: string): string {
  return encodeURIComponent(part).replaceAll(/['()*!]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
}
