import { PassThrough } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { ask } from '../../src/cli/ask.ts'

/** A terminal, as far as a question knows one. */
function terminal() {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} })
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 })
  output.resume()
  return { input, output, interrupted: new AbortController() }
}

it('answers the line', async () => {
  const { input, output, interrupted } = terminal()
  const answer = ask('Go? ', { input, output }, interrupted)
  input.write('yes\r')
  expect(await answer).toBe('yes')
})

it('takes Ctrl-D and a terminal that is gone for no yes', async () => {
  for (const end of [
    ({ input }: ReturnType<typeof terminal>) => input.write('\u0004'),
    ({ input }: ReturnType<typeof terminal>) => input.end(),
    ({ input }: ReturnType<typeof terminal>) => input.emit('error', new Error('EIO')),
    ({ output }: ReturnType<typeof terminal>) => output.emit('error', new Error('EIO')),
  ]) {
    const made = terminal()
    const answer = ask('Go? ', made, made.interrupted)
    await setImmediate()
    end(made)
    expect(await answer).toBe('')
    expect(made.interrupted.signal.aborted).toBe(false)
  }
})

it('takes Ctrl-C, and a signal, for an interruption', async () => {
  const typed = terminal()
  const answer = ask('Go? ', typed, typed.interrupted)
  typed.input.write('\u0003')
  await expect(answer).rejects.toThrow('SIGINT')
  expect(typed.interrupted.signal.reason).toBe('SIGINT')
  const sent = terminal()
  const other = ask('Go? ', sent, sent.interrupted)
  sent.interrupted.abort('SIGTERM')
  await expect(other).rejects.toThrow('SIGTERM')
})
