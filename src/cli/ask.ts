import { createInterface } from 'node:readline'

/**
 * Asks on a terminal. Ctrl-D, and a terminal that goes away, answer nothing, which is no yes; Ctrl-C is the signal it
 * always is, and rejects.
 */
export function ask(
  question: string,
  { input, output }: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream },
  interrupted: AbortController,
): Promise<string> {
  const { signal } = interrupted
  const readline = createInterface({ input, output })
  return new Promise<string>((resolve, reject) => {
    // What follows begins on a line of its own.
    const endLine = () => output.write('\n')
    const onAbort = () => {
      endLine()
      reject(new Error(`interrupted by ${signal.reason}`))
    }
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    readline.on('error', () => readline.close())
    input.on('error', () => readline.close())
    output.on('error', () => readline.close())
    // In a line that is edited the terminal sends a character, and no signal.
    readline.once('SIGINT', () => interrupted.abort('SIGINT'))
    let isAnswered = false
    readline.once('close', () => {
      signal.removeEventListener('abort', onAbort)
      if (!isAnswered && !signal.aborted) endLine()
      resolve('')
    })
    readline.question(question, (answer) => {
      isAnswered = true
      resolve(answer)
    })
  }).finally(() => readline.close())
}
