import type { Finding } from 'imagebuilder-guard/browser'
import { withBase } from 'vitepress'
import { defineComponent, h, type PropType, type VNode } from 'vue'

/** The rules that have a page on the site: all but those of plugins, which a page does not load. */
const pageOf = (ruleId: string): string => withBase(`/rules/${ruleId}`)

/** What is found, in the order of the text; each with its place, its rule's page and what mends it. */
export const FindingList = defineComponent({
  name: 'PlaygroundFindings',
  props: {
    findings: { type: Array as PropType<readonly Finding[]>, required: true },
    /** The line that the caret is in. */
    line: { type: Number, required: true },
  },
  emits: { select: (_: Finding) => true, fix: (_: Finding) => true },
  setup(props, { emit }) {
    const itemOf = (finding: Finding, at: number): VNode => {
      const { severity, ruleId, message, line, column, endLine, address, fixable, fix, related = [] } = finding
      const isHere = props.line >= line && props.line <= endLine
      return h('li', { key: at, class: ['pg-finding', severity, { here: isHere }] }, [
        h('div', { class: 'pg-head' }, [
          h('span', { class: ['pg-severity', severity] }, severity),
          h(
            'button',
            { type: 'button', class: 'pg-place', onClick: () => emit('select', finding) },
            `${line}:${column}`,
          ),
          h('a', { href: pageOf(ruleId), target: '_blank' }, ruleId),
        ]),
        h('p', { class: 'pg-message' }, address === undefined ? message : [h('code', address), ` ${message}`]),
        ...related.map((each) => h('p', { class: 'pg-related' }, `${each.line}:${each.column} ${each.message}`)),
        fixable
          ? h('button', { type: 'button', class: 'pg-fix', onClick: () => emit('fix', finding) }, [
              'Fix',
              h('span', { class: 'visually-hidden' }, ` ${ruleId} in line ${line}`),
            ])
          : undefined,
        !fixable && fix?.write !== undefined ? h('pre', { class: 'pg-write', tabindex: 0 }, fix.write) : undefined,
      ])
    }
    return () =>
      h('ol', { class: 'pg-findings' }, [
        ...props.findings.slice(0, mostShown).map(itemOf),
        props.findings.length > mostShown
          ? h('li', { class: 'pg-related' }, `${props.findings.length - mostShown} more are not shown.`)
          : undefined,
      ])
  },
})

const mostShown = 500
