const words: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'it exists',
}

/** Why a file could not be read or written, in words. */
export function ioProblem(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  return words[code] ?? (code || message)
}
