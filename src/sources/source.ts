import type { Hcl } from '../document/hcl/hcl.ts'
import type { Fleet } from '../lint/spec.ts'
import type { Subject } from '../lint/subject.ts'
import type { WrittenSuppression } from '../lint/suppression.ts'
import type { Finding, Origin } from '../model/finding.ts'

export interface FoundFile {
  /** Absolute. */
  path: string
  /** What led to it: a file found by searching may be none of specs, one that was spelled out is read in any case. */
  by: 'path' | 'glob' | 'search'
}

/** Files of other tools; what they hold is told by their content, and one that holds nothing is left. */
export const otherNames: RegExp = /\.(?:template|tf|tofu)$/i

/** A file that a search, a glob or a path led to, as read. */
export interface SourceFile extends FoundFile {
  /** Relative to the repository's root, with `/`. */
  file: string
  /** Without a byte order mark. */
  text: string
}

/** What the files of one origin hold. */
export interface Loaded {
  resources: Subject[]
  /** `syntax` and `schema` findings. */
  findings: Finding[]
  /** Files that hold a resource or a finding, relative to the repository's root. */
  files: string[]
  suppressions: WrittenSuppression[]
}

export interface SourceContext {
  /** Absolute: the repository's root, which nothing that is read may leave. */
  root: string
  /** Reads a further file, such as a nested template; undefined when there is none or it may not be read. */
  read(path: string, most?: number): string | undefined
  /** The names of the files in a folder; none where there is no folder or it may not be read. */
  list(folder: string): string[]
  /** Loads the parser of Terraform's language, when the first file asks for it. */
  hcl(): Promise<Hcl>
  /** Of the config: Terraform's files of values, absolute. */
  varFiles: readonly string[]
  /** Absolute: where the root module of plans is. Default: the plan's own folder. */
  terraformRoot?: string | undefined
  signal?: AbortSignal | undefined
}

/** An origin of configurations that other tools update: what tells its files, and what reads them. */
export interface Source {
  origin: Origin
  /** For messages: `a CloudFormation template`. */
  kind: string
  /** Bytes that a file may have. @default 1 MiB */
  mostBytes?: number
  /** Whether a file is of this origin, by its content; cheap, for it is asked of every file. */
  claims(file: Pick<SourceFile, 'file' | 'text'>): boolean
  /** Reads all files of a run that it claims, together. What it needs is loaded only now. */
  read(files: readonly SourceFile[], context: SourceContext): Promise<Loaded>
}

/** Adds what a source has read to a fleet. */
export function withLoaded<F extends Fleet>(fleet: F, loaded: Loaded): F {
  return {
    ...fleet,
    files: [...new Set([...fleet.files, ...loaded.files])].sort(),
    findings: [...fleet.findings, ...loaded.findings],
    resources: [...(fleet.resources ?? []), ...loaded.resources],
    suppressions: [...(fleet.suppressions ?? []), ...loaded.suppressions],
  }
}
