import { GuardError } from '../model/errors.ts'
import type { Task } from '../model/outcome.ts'
import type { Report } from '../model/report.ts'
import { auditSentence } from '../report/formats/audit.ts'
import {
  applyLine,
  applySummary,
  auditLine,
  lintLine,
  planLine,
  planSummary,
} from '../report/formats/progress-lines.ts'
import { plural } from '../report/formats/text.ts'
import type { ApplyRequest } from '../run/apply.ts'
import type { Host, Progress } from '../run/host.ts'
import { noticeLine } from '../text/visible.ts'
import type { Io } from './io.ts'
import type { ConsentOptions, SendOptions } from './options.ts'
import { type OutputOptions, writeReport } from './output.ts'

/** @throws {GuardError} `Usage` when nobody can be asked and nobody has agreed */
export function requireConsent(task: Task | 'remediate', options: Pick<ConsentOptions, 'yes' | 'local'>, io: Io): void {
  if (options.yes || options.local || io.interactive) return
  throw new GuardError('Usage', `${task} asks before it changes anything, and stdin is not a terminal.`, {
    hint: 'Give --yes to continue without being asked, or --dry-run to see what would change.',
  })
}

/** What apply and rollback are told alike: which targets, how they are sent, and what fails the run. */
export function sendingOf({
  dryRun = false,
  detailedExitcode = false,
  failOn,
  ...options
}: SendOptions): Pick<ApplyRequest, 'select' | 'settings' | 'failOn' | 'dryRun' | 'detailed'> {
  return {
    select: options,
    settings: { ...options, deadlineMs: options.deadline },
    failOn,
    dryRun,
    detailed: detailedExitcode && dryRun,
  }
}

const verb = { apply: 'Apply', rollback: 'Put back' } as const

/** What a run has to say goes to stderr: a live line of progress, a line for each stage that is done, the question. */
export function createHost(
  io: Io,
  output: OutputOptions,
  options: Partial<Pick<SendOptions, 'yes' | 'local'>>,
): Host & Disposable {
  const teller = createTeller(io)
  return {
    ...teller,
    async confirm(task, plan) {
      teller[Symbol.dispose]()
      if (options.yes || options.local) return true
      return isConfirmed(task, plan, output, io)
    },
  }
}

/** The host of a verb that does not ask. Disposing of it clears the live line. */
export function createTeller(io: Io): Omit<Host, 'confirm'> & Disposable {
  const live = createProgressLine(io)
  const print = (line: string): void => {
    live.end()
    io.stderr.write(`${line}\n`)
  }
  return {
    signal: io.signal,
    notice(text) {
      live.end()
      io.stderr.write(noticeLine(text))
    },
    progress(now) {
      if (isLive(now)) live.show(() => lineOf(now))
      else print(lineOf(now))
    },
    [Symbol.dispose]: () => live.end(),
  }
}

const isLive = ({ stage }: Progress): boolean => ['reading', 'importing', 'auditing', 'sending'].includes(stage)

function lineOf(now: Progress): string {
  if (now.stage === 'importing') return `import: ${now.now.done} of ${now.now.total} read`
  if (now.stage === 'linted') return lintLine(now.report)
  if (now.stage === 'reading') return planLine(now.now)
  if (now.stage === 'auditing') return auditLine(now.now)
  if (now.stage === 'audited') return `audit: ${auditSentence(now.report)}`
  if (now.stage === 'planned') return planSummary(now.report)
  if (now.stage === 'sending') return applyLine(now.task, now.now)
  return applySummary(now.task, now.now, now.outcomes, now.elapsedMs)
}

/** The question is about the plan, so the plan is shown where the question is. */
async function isConfirmed(task: Task, plan: Report, output: OutputOptions, io: Io): Promise<boolean> {
  await writeReport(plan, { ...output, targets: [{ format: 'stylish' }] }, { ...io, stdout: io.stderr })
  try {
    const answer = await io.ask(`\n${verb[task]} ${plural(plan.summary.changes, 'change')}? Only "yes" does: `)
    return answer.trim() === 'yes'
  } catch (error) {
    if (io.signal.aborted) io.stderr.write('ibguard: nothing was sent.\n')
    throw error
  }
}

/** A live line on a terminal; elsewhere a line every few seconds. */
interface ProgressLine {
  /** Most of what is told is never shown, and asked for no words. */
  show(text: () => string): void
  /** Clears the live line. */
  end(): void
}

function createProgressLine({ stderr }: Io): ProgressLine {
  const everyMs = stderr.isTTY ? 100 : 5_000
  let shownAt = stderr.isTTY ? Number.NEGATIVE_INFINITY : performance.now()
  let isLive = false
  return {
    show(textOf) {
      if (performance.now() - shownAt < everyMs) return
      shownAt = performance.now()
      isLive = stderr.isTTY
      const text = textOf()
      stderr.write(stderr.isTTY ? `\r\u001b[K${text.slice(0, Math.max(20, stderr.columns - 1))}` : `${text}\n`)
    },
    end() {
      if (isLive) stderr.write('\r\u001b[K')
      isLive = false
    },
  }
}
