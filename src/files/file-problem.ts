/** Why a file is neither read nor written though the system would; the message is a clause, as `ioProblem` has it. */
export class FileProblem extends Error {
  readonly code: 'ENOTREG' | 'ENOTTEXT' | 'EFBIG' | 'ELINK' | 'EKEEP'

  constructor(code: FileProblem['code'], message: string) {
    super(message)
    this.code = code
  }
}
