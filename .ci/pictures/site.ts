import { startBrowser } from '../../test/support/browser.ts'
import { serveSite } from '../../test/support/site.ts'

/** The home and the playground of the built site, as they are seen without scrolling. */
const pages: Readonly<Record<string, { path: string; colorScheme: 'light' | 'dark'; ready: string }>> = {
  'site-home': { path: '', colorScheme: 'light', ready: 'document.querySelector("main.home")' },
  playground: { path: 'playground', colorScheme: 'dark', ready: 'document.querySelector(".pg-finding")' },
}

/** Draws them from what `npm run build:site` made; returns their names. */
export async function drawSite(
  isAsked: (name: string) => boolean,
  pathOf: (name: string) => string,
): Promise<string[]> {
  const names = Object.keys(pages).filter(isAsked)
  if (names.length === 0) return []
  const { url, server } = await serveSite()
  const browser = await startBrowser()
  try {
    for (const name of names) {
      const { path, colorScheme, ready } = pages[name] ?? { path: '', colorScheme: 'light', ready: 'true' }
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
      await page.emulateMedia({ colorScheme })
      await page.goto(url + path)
      await page.evaluate(
        `new Promise((resolve) => { const look = () => ${ready} ? setTimeout(resolve, 300) : setTimeout(look, 20); look() })`,
      )
      await page.screenshot({ path: pathOf(name) })
    }
  } finally {
    await browser.close()
    server.close()
  }
  return names
}
