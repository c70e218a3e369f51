import { defineComponent, h, type PropType, type VNode } from 'vue'
import { data as examples } from './examples.data.ts'
import { type Against, againsts } from './kinds.ts'

/** By what a text is judged. */
export type Choice = 'recommended' | 'strict' | 'own'

/** What is to be chosen beside the text: rules, what a spec is held against, an example. */
export const Choices = defineComponent({
  name: 'PlaygroundChoices',
  props: {
    choice: { type: String as PropType<Choice>, required: true },
    against: { type: String as PropType<Against | ''>, required: true },
    /** Only a spec is held against something. */
    isSpec: { type: Boolean, required: true },
  },
  emits: {
    choose: (_: Choice) => true,
    hold: (_: Against | '') => true,
    load: (_: (typeof examples)[number]) => true,
  },
  setup(props, { emit }) {
    const chosen = ({ target }: Event): string => (target as HTMLSelectElement).value

    function load(event: Event): void {
      const example = examples.find(({ rule }) => rule === chosen(event))
      ;(event.target as HTMLSelectElement).value = ''
      if (example) emit('load', example)
    }

    const option = (value: string, label: string): VNode => h('option', { value }, label)

    return () =>
      h('div', { class: 'pg-options' }, [
        h('label', [
          'Rules ',
          h(
            'select',
            {
              id: 'pg-preset',
              value: props.choice,
              onChange: (event: Event) => emit('choose', chosen(event) as Choice),
            },
            [option('recommended', 'recommended'), option('strict', 'strict'), option('own', 'a config of your own')],
          ),
        ]),
        h('label', [
          'Held against ',
          h(
            'select',
            {
              id: 'pg-against',
              value: props.against,
              disabled: !props.isSpec,
              onChange: (event: Event) => emit('hold', chosen(event) as Against | ''),
            },
            [option('', 'nothing'), ...Object.entries(againsts).map(([value, label]) => option(value, label))],
          ),
        ]),
        h('label', [
          'Example ',
          h('select', { id: 'pg-example', value: '', onChange: load }, [
            option('', 'of a rule …'),
            ...examples.map(({ rule }) => option(rule, rule)),
          ]),
        ]),
      ])
  },
})
