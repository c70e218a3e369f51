import type { Theme } from 'vitepress'
import DefaultTheme, { VPHomeFeatures, VPHomeHero } from 'vitepress/theme-without-fonts'
import { defineAsyncComponent, defineComponent, h } from 'vue'
import './site.css'

/** The theme's home, with the landmark that it lacks. */
const Home = defineComponent({
  name: 'IbguardHome',
  setup:
    (_, { slots }) =>
    () =>
      h('main', { class: 'home' }, [
        h(VPHomeHero),
        h(VPHomeFeatures),
        h('div', { class: 'home-start vp-doc' }, slots.default?.()),
      ]),
})

/** Only its page loads it. */
const Playground = defineAsyncComponent(async () => (await import('./playground/playground.ts')).Playground)

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('Home', Home)
    app.component('Playground', Playground)
  },
}
export default theme
