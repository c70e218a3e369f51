import type { Finding } from 'imagebuilder-guard/browser'
import { computed, defineComponent, h, nextTick, onMounted, onUnmounted, ref, type VNode } from 'vue'
import { type Choice, Choices } from './choices.ts'
import { Editor } from './editor.ts'
import { data as examples } from './examples.data.ts'
import { FindingList } from './finding-list.ts'
import { useJudging } from './judging.ts'
import { type Against, againsts, fileOf, type Kind, kindOf, kinds } from './kinds.ts'
import { fromHash, type Shared, toHash } from './share.ts'
import { firstAgainst, firstTexts, presets } from './texts.ts'
import './playground.css'

/** A text, what is found in it, and what mends that; all of it in the page. */
export const Playground = defineComponent({
  name: 'IbguardPlayground',
  setup() {
    const texts = ref<Record<Kind, string>>({ ...firstTexts })
    const kind = ref<Kind>('cloudformation')
    const config = ref(presets.recommended)
    const isOwnConfig = ref(false)
    const against = ref<Shared['against']>()
    /** What was done, until something else is asked. */
    const said = ref('')
    const line = ref(0)
    const editor = ref<{ select(finding: Finding): void; change(text: string): void }>()
    const text = computed(() => texts.value[kind.value])
    const choice = computed(
      (): Choice => (isOwnConfig.value ? 'own' : config.value === presets.strict ? 'strict' : 'recommended'),
    )

    const { report, problem, isBusy, findings, judge, judgeSoon, mended } = useJudging(() => {
      const file = fileOf(kind.value, text.value)
      const question = { files: [{ file, text: text.value }], config: config.value }
      const { what, text: given = '' } = against.value ?? {}
      if (!what || kind.value !== 'spec') return question
      return { ...question, beside: { [what]: what === 'base' ? [{ file, text: given }] : given } }
    })

    function changed(): void {
      said.value = ''
      judgeSoon()
    }

    function setText(next: string): void {
      // A browser can tell of one insertion once for each of its lines.
      if (next === text.value) return
      changed()
      const seems = kindOf(next)
      // Somebody pasted what belongs into another tab: this one gets back what it had.
      if (seems && seems !== kind.value && kindOf(text.value) !== seems) {
        texts.value = { ...texts.value, [kind.value]: firstTexts[kind.value], [seems]: next }
        kind.value = seems
        said.value = `This is ${kinds[seems]}.`
      } else texts.value = { ...texts.value, [kind.value]: next }
    }

    async function show(next: Shared & { rule?: string }): Promise<void> {
      said.value = ''
      texts.value = { ...texts.value, [next.kind]: next.text }
      kind.value = next.kind
      config.value = next.config
      isOwnConfig.value = !Object.values(presets).includes(next.config)
      against.value = next.against
      line.value = 0
      await judge()
      const found = findings.value.find(({ ruleId }) => ruleId === next.rule)
      if (!found) return
      line.value = found.line
      await nextTick()
      document.querySelector('.pg-finding.here')?.scrollIntoView({ block: 'nearest' })
    }

    async function fix(only?: Finding): Promise<void> {
      const before = text.value
      const after = await mended(only)
      // What was typed meanwhile stays.
      if (after === undefined || text.value !== before) return
      const what = only ? only.ruleId : 'What can be mended'
      if (after === before) {
        said.value = `${what}: not by an edit here; the message says what to write.`
        return
      }
      editor.value?.change(after)
      await judge()
      said.value = `${what}: fixed. ${findings.value.length} left.`
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
    onUnmounted(() => window.removeEventListener('hashchange', open))

    const tab = ([name, label]: [string, string]): VNode =>
      h(
        'button',
        {
          type: 'button',
          class: 'pg-tab',
          'aria-pressed': kind.value === name,
          onClick() {
            said.value = ''
            kind.value = name as Kind
            line.value = 0
            void judge()
          },
        },
        label,
      )

    function choose(next: Choice): void {
      isOwnConfig.value = next === 'own'
      if (next !== 'own') config.value = presets[next]
      changed()
    }

    function hold(what: Against | ''): void {
      against.value = what === '' ? undefined : { what, text: what === 'base' ? text.value : firstAgainst[what] }
      changed()
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
            changed()
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
          h(Choices, {
            choice: choice.value,
            against: against.value?.what ?? '',
            isSpec: kind.value === 'spec',
            onChoose: choose,
            onHold: hold,
            onLoad: show,
          }),
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
