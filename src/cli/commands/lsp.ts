import { GuardError } from '../../model/errors.ts'
import type { Io } from '../io.ts'

export interface LspOptions {
  /** How editors name what is spoken over. */
  stdio?: true
  clientProcessId?: number
}

/** How often to look whether the editor is still there. */
const look = 3_000

/** Serves an editor over standard input and output. */
export async function lsp(_paths: string[], { clientProcessId }: LspOptions, io: Io): Promise<number> {
  const streams = io.streams?.()
  if (!streams) throw new GuardError('Usage', 'The language server has no standard input and output to speak over.')
  // Of all commands this one alone needs the protocol.
  const { serveEditor } = await import('../../lsp/language-server.ts')
  const looks: NodeJS.Timeout[] = []
  const onEnd = (processId: number, ended: () => void): void => {
    looks.push(setInterval(() => isRunning(processId) || ended(), look))
  }
  const code = await serveEditor(streams, { signal: io.signal, processId: clientProcessId, onEnd })
  for (const each of looks) clearInterval(each)
  return code
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0)
  } catch (error) {
    // Somebody else's, and alive.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
