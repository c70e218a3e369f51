/** What started the run, in our words. Payloads: https://docs.github.com/webhooks/webhook-events-and-payloads */
export interface Event {
  name: string
  /** A pull request's code is judged: nothing is applied. */
  isPullRequest: boolean
  /** What is checked out is the repository's own, so it says itself how it is judged; else it may be anybody's. */
  isOwn: boolean
  pullRequest?: { number: number; headSha: string } | undefined
  /** Commit that the policy comes from; where nobody vouches for the checkout and there is none, the default branch's. */
  base?: string | undefined
  /** What `changed-only` compares; absent where nothing can be compared. */
  range?: { from: string; to: string } | undefined
  /** The run of a pull request that this one was started for; its number is found by the head's commit. */
  startedBy?: { headSha: string; headOwner?: string | undefined; headBranch?: string | undefined } | undefined
  /** Number of the pull request that somebody wrote about; what is checked out may be something else. */
  about?: number | undefined
  /** Commit that links point to. */
  headSha?: string | undefined
  notice?: string | undefined
}

/** Events of the repository itself, which nobody brings about without the right to write there. */
const ownEvents = ['push', 'schedule', 'workflow_dispatch']

/**
 * Reads an event's payload; of an event that is not known nothing is assumed.
 * One that may be a pull request's is taken for one, without a base, when its payload does not say.
 */
export function readEvent(name: string, payload: unknown, sha: string | undefined): Event {
  const pull = object(payload, 'pull_request')
  if (pull || name.startsWith('pull_request')) return pullRequest(name, pull, sha)
  if (name === 'merge_group') return mergeGroup(name, object(payload, 'merge_group'), sha)
  if (name === 'workflow_run') return workflowRun(name, payload, sha)
  const issue = object(payload, 'issue')
  if (object(issue, 'pull_request') || (name === 'issue_comment' && !issue)) return aboutPullRequest(name, issue)
  if (name === 'push') return push(name, payload, sha)
  if (ownEvents.includes(name)) return { name, isPullRequest: false, isOwn: true, headSha: sha }
  const unknown = `The event ${name || '(none)'} is not one that imagebuilder-guard knows`
  const notice = `${unknown}; everything is judged, by the policy of the default branch.`
  return { name, isPullRequest: false, isOwn: false, headSha: sha, notice }
}

function pullRequest(name: string, pull: object | undefined, sha: string | undefined): Event {
  const number = field(pull, 'number')
  const headSha = text(object(pull, 'head'), 'sha') ?? sha
  const base = text(object(pull, 'base'), 'sha')
  const isKnown = name === 'pull_request' || name === 'pull_request_target'
  return {
    name,
    isPullRequest: true,
    isOwn: false,
    pullRequest: typeof number === 'number' && headSha ? { number, headSha } : undefined,
    base,
    range: rangeOf(base, headSha),
    headSha,
    notice: isKnown ? undefined : `The event ${name} is judged like its pull request.`,
  }
}

function mergeGroup(name: string, group: object | undefined, sha: string | undefined): Event {
  const base = text(group, 'base_sha')
  const headSha = text(group, 'head_sha') ?? sha
  return {
    name,
    isPullRequest: true,
    isOwn: false,
    base,
    range: rangeOf(base, headSha),
    headSha,
  }
}

/**
 * Started by another run, of whatever is checked out: the default branch says how to judge it.
 * https://docs.github.com/actions/reference/events-that-trigger-workflows#workflow_run
 */
function workflowRun(name: string, payload: unknown, sha: string | undefined): Event {
  const run = object(payload, 'workflow_run')
  const headSha = text(run, 'head_sha') ?? sha
  const startedOn = text(run, 'event') ?? ''
  if (run && !isOfPullRequest(startedOn)) return { name, isPullRequest: false, isOwn: false, headSha }
  const headOwner = text(object(object(run, 'head_repository'), 'owner'), 'login')
  const headBranch = text(run, 'head_branch')
  return {
    name,
    isPullRequest: true,
    isOwn: false,
    headSha,
    startedBy: headSha === undefined ? undefined : { headSha, headOwner, headBranch },
  }
}

/** Whether an event brings code that is not merged yet; the comment of an `issue_comment` may be on a pull request. */
function isOfPullRequest(name: string): boolean {
  return name.startsWith('pull_request') || name === 'merge_group' || name === 'issue_comment'
}

/** A comment on a pull request, say: what is checked out may be anybody's, so the default branch says how to judge it. */
function aboutPullRequest(name: string, issue: object | undefined): Event {
  const number = field(issue, 'number')
  return {
    name,
    isPullRequest: true,
    isOwn: false,
    about: typeof number === 'number' ? number : undefined,
    notice: `The event ${name} is about a pull request, so the policy is that of the default branch.`,
  }
}

function push(name: string, payload: unknown, sha: string | undefined): Event {
  const before = text(payload, 'before')
  const headSha = text(payload, 'after') ?? sha
  // A new branch has no commit before.
  const base = before !== undefined && /^0+$/.test(before) ? undefined : before
  return {
    name,
    isPullRequest: false,
    isOwn: true,
    headSha,
    range: rangeOf(base, headSha),
  }
}

const rangeOf = (from: string | undefined, to: string | undefined): Event['range'] =>
  from !== undefined && to !== undefined ? { from, to } : undefined

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}

function object(value: unknown, key: string): object | undefined {
  const found = field(value, key)
  return typeof found === 'object' && found !== null ? found : undefined
}

function text(value: unknown, key: string): string | undefined {
  const found = field(value, key)
  return typeof found === 'string' && found !== '' ? found : undefined
}
