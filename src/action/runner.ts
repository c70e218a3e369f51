/** What the Action may touch of the job it runs in. */
export interface Runner {
  env: Readonly<Record<string, string | undefined>>
  /** The event's payload. */
  event: unknown
  /** The job's log; what is written is read for workflow commands. */
  log(text: string): void
  setOutput(name: string, value: string): Promise<void>
  /** Appends Markdown to the job's summary. */
  summarize(markdown: string): Promise<void>
  signal: AbortSignal
}
