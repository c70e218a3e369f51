import type { Beside, Finding, Report } from 'imagebuilder-guard/browser'
import { computed, defineComponent, h, nextTick, onMounted, onUnmounted, ref, shallowRef, type VNode } from 'vue'
import { Editor } from './editor.ts'
import { data as examples } from './examples.data.ts'
import { FindingList } from './finding-list.ts'
import { type Against, againsts, fileOf, type Kind, kindOf, kinds } from './kinds.ts'
import { fromHash, type Shared, toHash } from './share.ts'
import { firstAgainst, firstTexts, presets } from './texts.ts'
import './playground.css'

type Core = typeof import('imagebuilder-guard/browser')

/** After a key, for the next one of somebody who types; longer for a text that takes long. */
const waitMs = { least: 120, most: 1_000 }

/** A text, what is found in it, and what mends that; all of it in the page. */
export const Playground = defineComponent({
  name: 'IbguardPlayground',
  setup() {
    const texts = ref<Record<Kind, string>>({ ...firstTexts })
    const kind = ref<Kind>('cloudformation')
    const config = ref(presets.recommended)
    const isOwnConfig = ref(false)
    const against = ref<Shared['against']>()
    const report = shallowRef<Report>()
    const problem = ref('')
    const said = ref('')
    const line = ref(0)
    const isBusy = ref(true)
    const editor = ref<{ select(finding: Finding): void; change(text: string): void }>()
    const text = computed(() => texts.value[kind.value])
    const findings = computed(() => [...(report.value?.findings ?? [])].sort(byPlace))
    const choice = computed(() =>
      isOwnConfig.value ? 'own' : config.value === presets.strict ? 'strict' : 'recommended',
    )

    let core: Core | undefined
    let waiting: number | undefined
    let took = 0
    let turn = 0

    const files = (): { file: string; text: string }[] => [{ file: fileOf(kind.value, text.value), text: text.value }]

    function settings(): { config: string; beside?: Beside } {
      const { what, text: given = '' } = against.value ?? {}
      if (!what || kind.value !== 'spec') return { config: config.value }
      const [{ file } = { file: '' }] = files()
      return { config: config.value, beside: { [what]: what === 'base' ? [{ file, text: given }] : given } }
    }

    async function judge(): Promise<void> {
      const own = ++turn
      isBusy.value = true
      const start = performance.now()
      try {
        core ??= await import('imagebuilder-guard/browser')
        const judged = await core.lintTexts(files(), settings())
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
      said.value = ''
      waiting = window.setTimeout(judge, Math.min(waitMs.most, Math.max(waitMs.least, 2 * took)))
    }

    function setText(next: string): void {
      const seems = kindOf(next)
      // Somebody pasted what belongs into another tab: this one gets back what it had.
      if (seems && seems !== kind.value && kindOf(text.value) !== seems) {
        texts.value = { ...texts.value, [kind.value]: firstTexts[kind.value], [seems]: next }
        kind.value = seems
        said.value = `This is ${kinds[seems]}.`
      } else texts.value = { ...texts.value, [kind.value]: next }
      judgeSoon()
    }

    async function show(next: Shared & { rule?: string }): Promise<void> {
      texts.value = { ...texts.value, [next.kind]: next.text }
      kind.value = next.kind
      config.value = next.config
      isOwnConfig.value = !Object.values(presets).includes(next.config)
      against.value = next.against
      line.value = 0
      await judge()
      const said = findings.value.find(({ ruleId }) => ruleId === next.rule)
      if (!said) return
      line.value = said.line
      await nextTick()
      document.querySelector('.pg-finding.here')?.scrollIntoView({ block: 'nearest' })
    }

    async function fix(only?: Finding): Promise<void> {
      try {
        core ??= await import('imagebuilder-guard/browser')
        const options = { ...settings(), ...(only && { only: (each: Finding) => isSame(each, only) }) }
        const [fixed] = await core.fixTexts(files(), options)
        const isChanged = fixed !== undefined && fixed.text !== text.value
        if (isChanged) editor.value?.change(fixed.text)
        await judge()
        const left = findings.value.length
        const what = only ? only.ruleId : 'What can be mended'
        said.value = isChanged
          ? `${what}: fixed. ${left} left.`
          : `${what}: not by an edit here; the message says what to write.`
      } catch (error) {
        problem.value = wordsOf(error)
      }
    }

    async function share(): Promise<void> {
      const hash = await toHash({ kind: kind.value, text: text.value, config: config.value, against: against.value })
      history.replaceState(history.state, '', `#${hash}`)
      const isCopied = await navigator.clipboard?.writeText(location.href).then(
        () => true,
        () => false,
      )
      said.value = isCopied
        ? 'The link is copied; the text is in it.'
        : 'The link is in the address bar; the text is in it.'
    }

    async function open(): Promise<void> {
      const hash = location.hash.slice(1)
      const example = examples.find(({ rule }) => hash === `rule=${rule}`)
      const shared = example ?? (await fromHash(hash))
      if (shared) await show(shared)
      else await judge()
      if (!shared && hash.startsWith('text=')) said.value = 'The link is damaged; this is an example instead.'
    }

    /** F8 goes to the next finding, with Shift to the one before, as editors have it. */
    function onKeydown(event: KeyboardEvent): void {
      if (event.key !== 'F8' || findings.value.length === 0) return
      event.preventDefault()
      const ahead = event.shiftKey
        ? findings.value.findLast((each) => each.line < line.value)
        : findings.value.find((each) => each.line > line.value)
      select(ahead ?? findings.value.at(event.shiftKey ? -1 : 0))
    }

    function select(finding: Finding | undefined): void {
      if (!finding) return
      line.value = finding.line
      editor.value?.select(finding)
    }

    onMounted(() => {
      window.addEventListener('hashchange', open)
      void open()
    })
    onUnmounted(() => {
      window.removeEventListener('hashchange', open)
      clearTimeout(waiting)
    })

    const tab = ([name, label]: [string, string]): VNode =>
      h(
        'button',
        {
          type: 'button',
          class: 'pg-tab',
          'aria-pressed': kind.value === name,
          onClick() {
            kind.value = name as Kind
            line.value = 0
            void judge()
          },
        },
        label,
      )

    const options = (): VNode[] => [
      h('label', [
        'Rules ',
        h('select', { id: 'pg-preset', value: choice.value, onChange: choose }, [
          h('option', { value: 'recommended' }, 'recommended'),
          h('option', { value: 'strict' }, 'strict'),
          h('option', { value: 'own' }, 'a config of your own'),
        ]),
      ]),
      h('label', [
        'Held against ',
        h(
          'select',
          { id: 'pg-against', value: against.value?.what ?? '', onChange: hold, disabled: kind.value !== 'spec' },
          [
            h('option', { value: '' }, 'nothing'),
            ...Object.entries(againsts).map(([value, label]) => h('option', { value }, label)),
          ],
        ),
      ]),
      h('label', [
        'Example ',
        h('select', { id: 'pg-example', value: '', onChange: load }, [
          h('option', { value: '' }, 'of a rule …'),
          ...examples.map(({ rule }) => h('option', { value: rule }, rule)),
        ]),
      ]),
    ]

    function choose({ target }: Event): void {
      const { value } = target as HTMLSelectElement
      isOwnConfig.value = value === 'own'
      if (value === 'recommended' || value === 'strict') config.value = presets[value]
      judgeSoon()
    }

    function hold({ target }: Event): void {
      const what = (target as HTMLSelectElement).value as Against | ''
      against.value = what === '' ? undefined : { what, text: what === 'base' ? text.value : firstAgainst[what] }
      judgeSoon()
    }

    function load({ target }: Event): void {
      const field = target as HTMLSelectElement
      const example = examples.find(({ rule }) => rule === field.value)
      field.value = ''
      if (example) void show(example)
    }

    /** A text beside that which is judged. */
    const beside = (
      id: string,
      label: string | (string | VNode)[],
      value: string,
      set: (next: string) => void,
    ): VNode =>
      h('label', { class: 'pg-beside' }, [
        label,
        h('textarea', {
          id,
          rows: Math.min(8, Math.max(3, value.split('\n').length)),
          spellcheck: false,
          value,
          onInput(event: Event) {
            set((event.target as HTMLTextAreaElement).value)
            judgeSoon()
          },
        }),
      ])

    const summary = (): string => {
      if (!report.value) return 'Judging …'
      const { errors, warnings, notes } = report.value.summary
      return errors + warnings + notes === 0
        ? 'Nothing found.'
        : [plural(errors, 'error'), plural(warnings, 'warning'), plural(notes, 'note')].filter(Boolean).join(', ')
    }

    return () =>
      h('div', { class: 'pg', onKeydown }, [
        h('div', { class: 'pg-bar' }, [
          h(
            'div',
            { class: 'pg-tabs', role: 'group', 'aria-label': 'What the text is' },
            Object.entries(kinds).map(tab),
          ),
          h('div', { class: 'pg-options' }, options()),
        ]),
        isOwnConfig.value
          ? beside('pg-config', ['Config, as in ', h('code', 'ibguard.config.yaml')], config.value, (next) => {
              config.value = next
            })
          : undefined,
        against.value && kind.value === 'spec'
          ? beside(
              'pg-against-text',
              `Held against ${againsts[against.value.what]}, in YAML or JSON`,
              against.value.text,
              (next) => {
                if (against.value) against.value = { ...against.value, text: next }
              },
            )
          : undefined,
        h('div', { class: 'pg-main' }, [
          h(Editor, {
            ref: editor,
            text: text.value,
            findings: findings.value,
            onText: setText,
            onLine: (at: number) => {
              line.value = at
            },
          }),
          h('section', { class: 'pg-side', 'aria-label': 'Findings', 'aria-busy': isBusy.value }, [
            h('div', { class: 'pg-summary' }, [
              h('strong', { id: 'pg-status', role: 'status' }, [
                summary(),
                said.value && h('span', { class: 'pg-said' }, said.value),
              ]),
              h(
                'button',
                {
                  type: 'button',
                  id: 'pg-fix-all',
                  class: 'pg-action',
                  disabled: !findings.value.some(({ fixable }) => fixable),
                  onClick: () => fix(),
                },
                'Fix all',
              ),
              h('button', { type: 'button', id: 'pg-share', class: 'pg-action', onClick: share }, 'Share'),
            ]),
            problem.value ? h('p', { class: 'pg-problem', role: 'alert' }, problem.value) : undefined,
            h(FindingList, { findings: findings.value, line: line.value, onSelect: select, onFix: fix }),
          ]),
        ]),
      ])
  },
})

const plural = (count: number, word: string): string => (count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`)

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
