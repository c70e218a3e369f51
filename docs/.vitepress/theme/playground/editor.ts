import type { Finding } from 'imagebuilder-guard/browser'
import { computed, defineComponent, h, onMounted, onUnmounted, type PropType, ref } from 'vue'
import { differenceOf, offsetOf, piecesOf, worst } from './marks.ts'

/** As the style sheet has it. */
const lineHeight = 20
const padding = 10

/**
 * A text area above a drawing of its marks. Of both drawings, numbers and marks, only the lines in sight are there, so
 * that a megabyte scrolls as a line does.
 */
export const Editor = defineComponent({
  name: 'PlaygroundEditor',
  props: {
    text: { type: String, required: true },
    findings: { type: Array as PropType<readonly Finding[]>, required: true },
  },
  emits: { text: (_: string) => true, line: (_: number) => true },
  setup(props, { emit, expose }) {
    const area = ref<HTMLTextAreaElement>()
    const view = ref({ top: 0, left: 0, height: 600 })
    const lines = computed(() => props.text.split('\n'))
    const inSight = computed(() => {
      const first = Math.max(0, Math.floor((view.value.top - padding) / lineHeight))
      const last = Math.min(lines.value.length, first + Math.ceil(view.value.height / lineHeight) + 2)
      return { first, numbers: Array.from({ length: last - first }, (_, at) => first + at + 1) }
    })
    const look = (): void => {
      const { scrollTop = 0, scrollLeft = 0, clientHeight = 600 } = area.value ?? {}
      view.value = { top: scrollTop, left: scrollLeft, height: clientHeight }
    }
    const tellLine = (): void => {
      const caret = area.value?.selectionStart ?? 0
      emit('line', props.text.slice(0, caret).split('\n').length)
    }
    let resizing: ResizeObserver | undefined
    onMounted(() => {
      look()
      if (!area.value) return
      resizing = new ResizeObserver(look)
      resizing.observe(area.value)
    })
    onUnmounted(() => resizing?.disconnect())

    expose({
      select({ line, column, endLine, endColumn }: Pick<Finding, 'line' | 'column' | 'endLine' | 'endColumn'>): void {
        const text = area.value
        if (!text) return
        text.focus({ preventScroll: false })
        text.setSelectionRange(offsetOf(lines.value, line, column), offsetOf(lines.value, endLine, endColumn))
        text.scrollTop = Math.max(0, (line - 1) * lineHeight - view.value.height / 3)
        text.scrollLeft = 0
        text.scrollIntoView({ block: 'nearest' })
      },
      /** As if somebody had typed it, so that it can be undone. */
      change(after: string): void {
        const text = area.value
        if (!text || text.value === after) return
        const { start, end, text: instead } = differenceOf(text.value, after)
        text.focus({ preventScroll: true })
        text.setSelectionRange(start, end)
        const isTyped = document.execCommand(instead === '' ? 'delete' : 'insertText', false, instead)
        if (!isTyped || text.value !== after) emit('text', after)
      },
    })

    const findingsAt = (line: number): Finding[] =>
      props.findings.filter((finding) => finding.line <= line && finding.endLine >= line)
    const shift = (): string =>
      `translate(${-view.value.left}px, ${padding + inSight.value.first * lineHeight - view.value.top}px)`

    return () => {
      const { numbers } = inSight.value
      return h('div', { class: 'pg-editor' }, [
        h('div', { class: 'pg-numbers', 'aria-hidden': 'true' }, [
          h(
            'div',
            { style: { transform: `translateY(${padding + inSight.value.first * lineHeight - view.value.top}px)` } },
            numbers.map((line) =>
              h(
                'div',
                {
                  key: line,
                  class: [
                    'pg-number',
                    worst(
                      findingsAt(line)
                        .filter((each) => each.line === line)
                        .map(({ severity }) => severity),
                    ),
                  ],
                },
                String(line),
              ),
            ),
          ),
        ]),
        h('div', { class: 'pg-area' }, [
          h('div', { class: 'pg-marks', 'aria-hidden': 'true' }, [
            h(
              'div',
              { style: { transform: shift() } },
              numbers.map((line) =>
                h(
                  'div',
                  { key: line, class: 'pg-line' },
                  piecesOf(lines.value[line - 1] ?? '', line, findingsAt(line)).map(({ text, severity }) =>
                    severity ? h('mark', { class: severity }, text) : text,
                  ),
                ),
              ),
            ),
          ]),
          h('textarea', {
            ref: area,
            id: 'pg-text',
            value: props.text,
            wrap: 'off',
            spellcheck: false,
            autocapitalize: 'off',
            autocomplete: 'off',
            autocorrect: 'off',
            dir: 'ltr',
            'aria-label': 'Text to judge: a spec, a template or Terraform',
            'aria-describedby': 'pg-status',
            onInput: (event: Event) => emit('text', (event.target as HTMLTextAreaElement).value),
            onScroll: look,
            onKeyup: tellLine,
            onClick: tellLine,
          }),
        ]),
      ])
    }
  },
})
