import type { Spec } from '../lint/spec.ts'
import type { Finding } from '../model/finding.ts'
import type { FoundFile } from './source.ts'
import type { Read } from './texts.ts'

/** A file as reports name it. */
export interface NamedFile extends FoundFile {
  /** Relative to the repository's root, with `/`. */
  file: string
}

/** What became of a file: what it holds; or that it is this tool's own, or holds nothing like specs. */
export type LoadedFile = { specs: readonly Spec[]; findings: Finding[] } | 'own' | 'unrelated'

/** What earlier runs made of files. */
export interface KnownFiles {
  /** Absolute: the file that this is kept in, where there is one; no spec. */
  own?: string | undefined
  /** The number of a file that is as it was; undefined where it has to be read. Files are asked for ahead. */
  find(file: NamedFile, read: () => Read): number | undefined
  /** What became of a file that was found, by its number. */
  recall(file: NamedFile, found: number): LoadedFile
  /** Told what became of a file that was not known, unless it is of another tool; its specs have been adopted. */
  learn(file: NamedFile, loaded: LoadedFile): void
}
