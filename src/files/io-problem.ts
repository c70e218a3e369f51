const words: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'it exists',
  ELOOP: 'it is a link, which is not followed',
  ENXIO: 'it is a pipe or a device that nobody reads',
  EADDRINUSE: 'the address is in use',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such host',
}

/** Why a file could not be read or written, or an address not be listened on, in words. */
export function ioProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return words[(error as NodeJS.ErrnoException).code ?? ''] ?? error.message
}
