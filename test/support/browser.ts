import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

/** What the tests use of playwright-core. */
export interface Page {
  goto(url: string): Promise<unknown>
  setContent(html: string): Promise<unknown>
  evaluate<T>(code: string): Promise<T>
  click(selector: string): Promise<void>
  fill(selector: string, text: string): Promise<void>
  selectOption(selector: string, value: string): Promise<unknown>
  focus(selector: string): Promise<void>
  keyboard: { press(key: string): Promise<void> }
  emulateMedia(options: { media?: 'print' | 'screen'; colorScheme?: 'light' | 'dark' }): Promise<void>
  url(): string
  screenshot(options: { path: string }): Promise<unknown>
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): void
  on(event: 'pageerror', listener: (error: Error) => void): void
  on(event: 'request', listener: (request: { url(): string }) => void): void
  on(event: 'dialog', listener: (dialog: { dismiss(): Promise<void> }) => void): void
}

export interface Browser {
  newPage(options?: { javaScriptEnabled?: boolean; viewport?: { width: number; height: number } }): Promise<Page>
  close(): Promise<void>
}

interface Playwright {
  chromium: { launch(options: { executablePath: string; args: string[] }): Promise<Browser> }
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Path of a Chromium of the system; `.ci/chromium` installs one. */
export const chromium: string | undefined = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find((path) => existsSync(path))

const require = createRequire(import.meta.url)

export async function startBrowser(): Promise<Browser> {
  const playwright: Playwright = require('playwright-core')
  return await playwright.chromium.launch({ executablePath: chromium ?? '', args: ['--no-sandbox'] })
}

/** Path of axe, which looks for what assistive technology stumbles over. */
export const axePath: string = require.resolve('axe-core/axe.min.js')
