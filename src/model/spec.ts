/** What a configuration builds, in the words of the API's ImageType. */
export type ImageType = 'AMI' | 'DOCKER'

/** How a spec meets the live configuration: a JSON Merge Patch on it (RFC 7396), or the whole of it. */
export type UpdateMode = 'merge' | 'replace'

/** An entry of `x-guard.suppress`, as written; the lint stage judges whether it is valid. */
export interface SpecSuppression {
  rule?: string
  reason?: string
  expires?: string
}

/** The `x-guard` member of a spec, its defaults merged in. */
export interface Guard {
  imageType?: ImageType
  update?: UpdateMode
  suppress?: SpecSuppression[]
}
