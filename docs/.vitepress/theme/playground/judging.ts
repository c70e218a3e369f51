import type { Beside, Finding, Report, TextFile } from 'imagebuilder-guard/browser'
import { computed, onUnmounted, ref, shallowRef } from 'vue'

type Core = typeof import('imagebuilder-guard/browser')

/** What is judged, and by what. */
interface Question {
  files: TextFile[]
  config: string
  beside?: Beside
}

/** After a key, for the next one of somebody who types; longer for a text that takes long. */
const waitMs = { least: 120, most: 1_000 }

/** What is found in a text as it is now; the linter is fetched when it is first asked. */
export function useJudging(question: () => Question) {
  const report = shallowRef<Report>()
  const problem = ref('')
  const isBusy = ref(true)
  const findings = computed(() => [...(report.value?.findings ?? [])].sort(byPlace))
  let core: Core | undefined
  let waiting: number | undefined
  let took = 0
  let turn = 0

  async function judge(): Promise<void> {
    clearTimeout(waiting)
    const own = ++turn
    isBusy.value = true
    const start = performance.now()
    try {
      core ??= await import('imagebuilder-guard/browser')
      const { files, ...settings } = question()
      const judged = await core.lintTexts(files, settings)
      if (own !== turn) return
      report.value = judged
      problem.value = judged.error?.message ?? ''
    } catch (error) {
      if (own === turn) problem.value = wordsOf(error)
    }
    took = performance.now() - start
    if (own === turn) isBusy.value = false
    if (performance.getEntriesByName('ibguard-judged').length === 0) performance.mark('ibguard-judged')
  }

  function judgeSoon(): void {
    clearTimeout(waiting)
    isBusy.value = true
    waiting = window.setTimeout(judge, Math.min(waitMs.most, Math.max(waitMs.least, 2 * took)))
  }

  /** The text with all that can be mended, or one finding; undefined where that went wrong. */
  async function mended(only?: Finding): Promise<string | undefined> {
    try {
      core ??= await import('imagebuilder-guard/browser')
      const { files, ...settings } = question()
      const options = { ...settings, ...(only && { only: (each: Finding) => isSame(each, only) }) }
      const [fixed] = await core.fixTexts(files, options)
      return fixed?.text
    } catch (error) {
      problem.value = wordsOf(error)
      return undefined
    }
  }

  onUnmounted(() => clearTimeout(waiting))
  return { report, problem, isBusy, findings, judge, judgeSoon, mended }
}

const byPlace = (a: Finding, b: Finding): number => a.line - b.line || a.column - b.column

const isSame = (a: Finding, b: Finding): boolean =>
  a.ruleId === b.ruleId && a.pointer === b.pointer && a.address === b.address && a.arn === b.arn

function wordsOf(error: unknown): string {
  const { message, details = [] } = error as { message: string; details?: { message: string; line?: number }[] }
  const each = details.map((detail) =>
    detail.line === undefined ? detail.message : `Line ${detail.line}: ${detail.message}`,
  )
  return each.length > 0 ? each.join(' ') : message
}
