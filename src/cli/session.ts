import type { Config } from '../config/config.ts'
import { type Clients, openClients } from './clients.ts'
import type { Io } from './io.ts'
import { openRunJournal, type RunJournal } from './journal.ts'
import type { ApplyCommandOptions } from './options.ts'

/** What a run opens on its way, closed together at its end; so what leads up to the run can be let go before. */
export interface Session extends AsyncDisposable {
  clients(targets: readonly { arn: string }[]): Promise<Clients>
  journal(): Promise<RunJournal>
}

export function createSession(cwd: string, config: Config, options: ApplyCommandOptions, io: Io): Session {
  const opened: AsyncDisposable[] = []
  async function keep<T extends AsyncDisposable>(opening: Promise<T>): Promise<T> {
    const resource = await opening
    opened.push(resource)
    return resource
  }
  return {
    clients: (targets) => keep(openClients(targets, config, options, io)),
    journal: () => keep(openRunJournal(cwd, options, io)),
    async [Symbol.asyncDispose]() {
      for (const resource of opened.toReversed()) await resource[Symbol.asyncDispose]()
    },
  }
}
