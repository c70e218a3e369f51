/** The pull requests of one repository, in our words. Every call throws a `PullRequestError` when GitHub refuses. */
export interface PullRequests {
  /** Commit that the default branch is at now. */
  defaultCommit(): Promise<string>
  /** Login that this token writes comments as; undefined when the server does not say. */
  ownLogin(): Promise<string | undefined>
  /** Commit that a pull request's head is at now. */
  headOf(number: number): Promise<string>
  /** Number of the open pull request whose head is this commit. */
  findByHead(head: {
    headSha: string
    headOwner?: string | undefined
    headBranch?: string | undefined
  }): Promise<number | undefined>
  /** Paths that a pull request changes, old names too; undefined when the server does not list them all. */
  changedFiles(number: number): Promise<string[] | undefined>
  /** All comments of a pull request, oldest first. */
  comments(number: number): Promise<Comment[]>
  /** Sends once: after an answer that got lost the caller looks before it creates again. */
  createComment(number: number, body: string): Promise<Comment>
  updateComment(id: number, body: string): Promise<Comment>
  deleteComment(id: number): Promise<void>
  /** Issues that somebody opened, open and closed, oldest first; pull requests are none. */
  issuesOf(login: string): Promise<Issue[]>
  /** Sends once, as `createComment` does. */
  createIssue(title: string, body: string): Promise<Issue>
  updateIssue(number: number, change: { body?: string; isOpen?: boolean }): Promise<Issue>
}

export interface Issue {
  number: number
  title: string
  body: string
  author: string
  isOpen: boolean
  url: string
}

export interface Comment {
  id: number
  body: string
  author: string
  url: string
}

export class PullRequestError extends Error {
  override readonly name = 'PullRequestError'
  /** HTTP status; undefined when no answer came. */
  readonly status: number | undefined
  /** What the server says is missing, such as `pull_requests=write`. */
  readonly permissions: string | undefined

  constructor(message: string, options: { status?: number; permissions?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.status = options.status
    this.permissions = options.permissions
  }
}
