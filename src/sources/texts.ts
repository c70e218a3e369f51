/** The text of a file, or one sentence about why it cannot be had. */
export type Read = { text: string } | { problem: string }

export interface ReadOptions {
  /** Whether the folders above may be links, as where somebody spelled the path out; a search enters none. */
  checkParents: boolean
  /** Bytes that the file may have. @default 1 MiB */
  most?: number | undefined
}

/** Where texts come from: the disk, an editor's buffers above it, or memory alone. Paths are absolute. */
export interface Texts {
  /** A regular file inside of the root; what cannot be read says why. */
  read(path: string, options: ReadOptions): Read
  /** The names of the files in a folder, in order; none of what is elsewhere or no folder. */
  list(folder: string): string[]
  /** Whether there is such a file. */
  has(path: string): boolean
}

/** Why a file is not read. */
export const tooBig = (size: number, most: number): string => `Bigger than ${most / 2 ** 20} MiB (${size} bytes).`
